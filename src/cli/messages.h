#ifndef LAMBDA_REPORT_SRC_CLI_MESSAGES_H_
#define LAMBDA_REPORT_SRC_CLI_MESSAGES_H_

#include <string>

#include "lambda_report/result.h"

namespace lambda_report::cli {

/// The text of a message: "lambda-report: WHERE: WHAT" and, below it, "  hint: …".
/// Everything in it may come from a log, a file name or a flag and is escaped here.
std::string message_text(const Error& error);

/// Writes a message to stderr, all errors and notes of the program come through here.
/// That it cannot be written is not an error.
void say(const Error& error);

/// The same for something that is no error: a note with nothing to fix.
void say(std::string what, std::string where = {}, std::string hint = {});

/// Text of our own (help, progress) to stderr, as it is.
void say_plainly(const std::string& text);

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_MESSAGES_H_
