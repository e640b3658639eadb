#include "cli/function_configs.h"

#include <gtest/gtest.h>

namespace lambda_report::cli {
namespace {

constexpr std::string_view kOrders = R"({
  "FunctionName": "orders",
  "FunctionArn": "arn:aws:lambda:eu-west-1:123456789012:function:orders",
  "Runtime": "nodejs22.x", "Timeout": 30, "MemorySize": 512,
  "Architectures": ["arm64"], "EphemeralStorage": {"Size": 1024}, "SnapStart": {"ApplyOn": "None"}})";

std::string refusal(std::string_view json) {
  const auto configs = parse_function_configs(json, "f.json");
  return configs ? "accepted" : configs.error().where + ": " + configs.error().what;
}

TEST(ParseFunctionConfigs, ReadsOneFunction) {
  const auto configs = parse_function_configs(kOrders, "f.json");
  ASSERT_TRUE(configs);
  const FunctionConfig& orders = configs->at("orders");
  EXPECT_EQ(orders.timeout_ms, 30'000);
  EXPECT_EQ(orders.memory_size_mb, 512);
  EXPECT_EQ(orders.ephemeral_storage_mb, 1024);
  EXPECT_EQ(orders.architecture, Architecture::kArm64);
  EXPECT_EQ(orders.runtime, "nodejs22.x");
  EXPECT_EQ(orders.region, "eu-west-1");
  EXPECT_EQ(orders.account, "123456789012");
}

TEST(ParseFunctionConfigs, ReadsEveryShapeThatTheCliPrints) {
  const std::string one(kOrders);
  EXPECT_EQ(
      parse_function_configs(R"({"Functions":[)" + one + R"(],"NextMarker":null})", "f")->size(),
      1U);
  EXPECT_EQ(parse_function_configs(R"({"Configuration":)" + one + R"(,"Code":{}})", "f")->size(),
            1U);
  EXPECT_EQ(parse_function_configs("[" + one + R"(,{"FunctionName":"b"}])", "f")->size(), 2U);
  EXPECT_EQ(parse_function_configs(one + "\n" + R"({"FunctionName":"b"})" + "\n", "f")->size(), 2U);
}

TEST(ParseFunctionConfigs, AddsUpProvisionedConcurrencyWhateverTheOrder) {
  const std::string function =
      R"({"FunctionName":"orders","Timeout":3,"SnapStart":{"ApplyOn":"PublishedVersions"}})";
  const std::string provisioned = R"({"ProvisionedConcurrencyConfigs":[
    {"FunctionArn":"arn:aws:lambda:eu-west-1:123456789012:function:orders:live",
     "RequestedProvisionedConcurrentExecutions":5,"Status":"READY"},
    {"FunctionArn":"arn:aws:lambda:eu-west-1:123456789012:function:orders:beta",
     "RequestedProvisionedConcurrentExecutions":2}]})";
  for (const std::string& text : {function + provisioned, provisioned + function}) {
    const auto configs = parse_function_configs(text, "f.json");
    ASSERT_TRUE(configs);
    ASSERT_EQ(configs->size(), 1U);
    EXPECT_EQ(configs->at("orders").provisioned_concurrency, 7);
    EXPECT_EQ(configs->at("orders").timeout_ms, 3'000);
    EXPECT_TRUE(configs->at("orders").snapstart);
  }
  EXPECT_FALSE(parse_function_configs(kOrders, "f.json")->at("orders").snapstart);
}

TEST(ParseFunctionConfigs, WhatIsMissingOrOddStaysUnknown) {
  const auto configs = parse_function_configs(
      R"({"FunctionName":"a","Timeout":"30","MemorySize":-1,"Architectures":[],"FunctionArn":"x"})",
      "f.json");
  ASSERT_TRUE(configs);
  const FunctionConfig& a = configs->at("a");
  EXPECT_EQ(a.timeout_ms, std::nullopt);
  EXPECT_EQ(a.memory_size_mb, std::nullopt);
  EXPECT_EQ(a.architecture, std::nullopt);
  EXPECT_EQ(a.region, "");
}

TEST(ParseFunctionConfigs, ManyAreNotDeep) {
  std::string text = R"({"Functions":[)";
  for (int i = 0; i < 500; ++i)
    text += std::string(i == 0 ? "" : ",") + R"({"FunctionName":"f)" + std::to_string(i) +
            R"(","Architectures":["arm64"],"Description":"}]{[","Timeout":3})";
  const auto configs = parse_function_configs(text + "]}", "f.json");
  ASSERT_TRUE(configs) << configs.error().what;
  EXPECT_EQ(configs->size(), 500u);
  EXPECT_EQ(configs->at("f499").architecture, Architecture::kArm64);
  // 32 levels are more than AWS prints.
  const auto nested = [](int levels) {
    return R"({"FunctionName":"f","x":)" + std::string(static_cast<std::size_t>(levels), '[') +
           std::string(static_cast<std::size_t>(levels), ']') + "}";
  };
  EXPECT_TRUE(parse_function_configs(nested(31), "f.json"));
  EXPECT_EQ(refusal(nested(32)), "f.json: is nested more deeply than AWS prints it");
}

TEST(ParseFunctionConfigs, RefusesWhatIsNone) {
  EXPECT_EQ(refusal("not json"), "f.json: is not JSON");
  EXPECT_EQ(refusal(R"({"FunctionName":)"), "f.json: is not JSON");
  EXPECT_EQ(refusal("{}"), "f.json: holds no function configuration");
  EXPECT_EQ(refusal(""), "f.json: holds no function configuration");
  EXPECT_EQ(refusal(R"([1, null, "x", {"Timeout": 3}])"),
            "f.json: holds no function configuration");
  EXPECT_EQ(refusal(std::string(500'000, '[')), "f.json: is nested more deeply than AWS prints it");
}

}  // namespace
}  // namespace lambda_report::cli
