# Installed as package lambda_report with target lambda_report::lambda_report.
