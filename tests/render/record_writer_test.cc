#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "lambda_report/render.h"

namespace lambda_report {
namespace {

InvocationRow full_row() {
  InvocationRow row;
  row.time = Timestamp{1'742'452'953'296};
  row.function = "orders";
  row.version = "$LATEST";
  row.region = "eu-west-1";
  row.account = "123456789012";
  row.log_group = "/aws/lambda/orders";
  row.log_stream = "2025/03/20/[$LATEST]0f6b";
  row.report.request_id = "a0000000-0000-4000-8000-000000000001";
  row.report.duration_us = 72'510;
  row.report.billed_ms = 75;
  row.report.memory_size_mb = 128;
  row.report.max_memory_used_mb = 58;
  row.report.init_duration_us = 2'001;
  row.report.restore_duration_us = 400'000;
  row.report.billed_restore_ms = 2;
  row.report.status = "timeout";
  row.report.error_type = "Sandbox.Timedout";
  row.report.xray_trace_id = "1-5bef4de7-ad49b0e87f6ef6c87fc2e700";
  row.report.tenant_id = "blue";
  row.cold_start = true;
  row.init_billed = true;
  row.costed = true;
  row.input = "a.log";
  row.offset = 4096;
  return row;
}

// 75 ms × 128 MB = 9,600 MB·ms; / 1,024,000 × 0.0000166667 = 0.0000001562503125, and one
// request at 0.0000002: 0.0000003562503125, to 1e-12 0.00000035625.
const Money kCost = Money::of_mb_ms(9'600, *Rate::parse("0.0000166667")) +
                    Money::of_count(1, *Rate::parse("0.0000002"));

std::string written(std::string_view format, const InvocationRow& row,
                    const std::optional<Money>& cost) {
  std::ostringstream out;
  const std::unique_ptr<RecordWriter> writer = make_record_writer(format);
  writer->begin(out);
  writer->write(row, cost, out);
  return out.str();
}

TEST(RecordWriter, KnowsItsFormats) {
  EXPECT_NE(make_record_writer("jsonl"), nullptr);
  EXPECT_NE(make_record_writer("csv"), nullptr);
  EXPECT_EQ(make_record_writer("json"), nullptr);
}

TEST(RecordWriter, JsonlHasEveryColumnInOrder) {
  EXPECT_EQ(written("jsonl", full_row(), kCost),
            R"({"time":"2025-03-20T06:42:33.296Z","function":"orders","version":"$LATEST",)"
            R"("region":"eu-west-1","account":"123456789012","log_group":"/aws/lambda/orders",)"
            R"("log_stream":"2025/03/20/[$LATEST]0f6b",)"
            R"("request_id":"a0000000-0000-4000-8000-000000000001","memory_size_mb":128,)"
            R"("max_memory_used_mb":58,"duration_ms":72.51,"billed_duration_ms":75,)"
            R"("init_duration_ms":2.001,"restore_duration_ms":400,"billed_restore_duration_ms":2,)"
            R"("status":"timeout","error_type":"Sandbox.Timedout",)"
            R"("xray_trace_id":"1-5bef4de7-ad49b0e87f6ef6c87fc2e700","tenant_id":"blue",)"
            R"("cold_start":true,"init_billed":true,"cost_usd":0.00000035625,"input":"a.log",)"
            R"("offset":4096})"
            "\n");
}

TEST(RecordWriter, CsvHasEveryColumnInOrder) {
  EXPECT_EQ(written("csv", full_row(), kCost),
            "time,function,version,region,account,log_group,log_stream,request_id,memory_size_mb,"
            "max_memory_used_mb,duration_ms,billed_duration_ms,init_duration_ms,"
            "restore_duration_ms,billed_restore_duration_ms,status,error_type,xray_trace_id,"
            "tenant_id,cold_start,init_billed,cost_usd,input,offset\n"
            "2025-03-20T06:42:33.296Z,orders,$LATEST,eu-west-1,123456789012,/aws/lambda/orders,"
            "2025/03/20/[$LATEST]0f6b,a0000000-0000-4000-8000-000000000001,128,58,72.51,75,2.001,"
            "400,2,timeout,Sandbox.Timedout,1-5bef4de7-ad49b0e87f6ef6c87fc2e700,blue,true,true,"
            "0.00000035625,a.log,4096\n");
}

TEST(RecordWriter, MissingIsNullOrEmptyNeverZero) {
  InvocationRow row;
  row.report.duration_us = 5;
  const nlohmann::json json = nlohmann::json::parse(written("jsonl", row, std::nullopt));
  EXPECT_EQ(json.size(), 24U);
  for (const auto& [name, value] : json.items())
    EXPECT_EQ(value.is_null(), name != "duration_ms" && name != "cold_start" && name != "offset")
        << name;
  EXPECT_EQ(json["duration_ms"], 0.005);
  const std::string csv = written("csv", row, std::nullopt);
  EXPECT_EQ(csv.substr(csv.find('\n') + 1), ",,,,,,,,,,0.005,,,,,,,,,false,,,,0\n");
}

TEST(RecordWriter, HostileTextStaysInItsCell) {
  InvocationRow row;
  row.function = "=cmd|' /C calc'!A0";
  row.log_stream = "a\",\nb\x1b[31m";
  const std::string csv = written("csv", row, std::nullopt);
  EXPECT_EQ(csv.substr(csv.find('\n') + 1),
            ",'=cmd|' /C calc'!A0,,,,,\"a\"\",\\x0ab\\x1b[31m\",,,,,,,,,,,,,false,,,,0\n");
  const nlohmann::json json = nlohmann::json::parse(written("jsonl", row, std::nullopt));
  EXPECT_EQ(json["log_stream"], row.log_stream);
}

}  // namespace
}  // namespace lambda_report
