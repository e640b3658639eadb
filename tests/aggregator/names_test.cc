#include "aggregator/names.h"

#include <gtest/gtest.h>

namespace lambda_report::aggregator {
namespace {

struct GroupCase {
  std::string_view group, function;
};

class FunctionOfGroup : public testing::TestWithParam<GroupCase> {};

TEST_P(FunctionOfGroup, Table) {
  EXPECT_EQ(function_of_group(GetParam().group), GetParam().function);
}

INSTANTIATE_TEST_SUITE_P(
    Table, FunctionOfGroup,
    testing::Values(GroupCase{"/aws/lambda/orders", "orders"},
                    GroupCase{"/aws/lambda/orders-ia", "orders-ia"},      // Infrequent Access
                    GroupCase{"/aws/lambda/us-east-1.viewer", "viewer"},  // Lambda@Edge
                    GroupCase{"/aws/lambda/eu-west-1.viewer", "eu-west-1.viewer"},
                    GroupCase{"/aws/lambda/microvms/image", ""}, GroupCase{"/aws/lambda/", ""},
                    GroupCase{"/aws/lambda-microvms/image", ""}, GroupCase{"/custom/orders", ""},
                    GroupCase{"orders", ""}, GroupCase{"", ""}));

struct StreamCase {
  std::string_view stream, function, version;
};

class ReadStream : public testing::TestWithParam<StreamCase> {};

TEST_P(ReadStream, Table) {
  const StreamName name = read_stream(GetParam().stream);
  EXPECT_EQ(name.function, GetParam().function);
  EXPECT_EQ(name.version, GetParam().version);
}

INSTANTIATE_TEST_SUITE_P(
    Table, ReadStream,
    testing::Values(
        StreamCase{"2026/03/02/[$LATEST]0f6b0a6f0b8b4a0e9b1f5d6f7a8b9c0d", "", "$LATEST"},
        StreamCase{"2026/03/02/[13]0f6b0a6f0b8b4a0e9b1f5d6f7a8b9c0d", "", "13"},
        StreamCase{"2026/03/02/orders-api[7]0f6b0a6f0b8b4a0e9b1f5d6f7a8b9c0d", "orders-api", "7"},
        StreamCase{"2026/03/02/or ders[7]0f6b", "", ""},
        StreamCase{"2026/03/02/a/b[7]0f6b", "", ""}, StreamCase{"2026/03/02/orders", "", ""},
        StreamCase{"2026/03/02/[", "", ""}, StreamCase{"2026/03/02/]x[", "", ""},
        StreamCase{"2026/03/02/[]0f6b", "", ""}, StreamCase{"2026-03-02-[7]0f6b", "", ""},
        StreamCase{"mvm-123", "", ""}, StreamCase{"", "", ""}));

TEST(SlashedStream, S3DirectoryNames) {
  EXPECT_EQ(slashed_stream("2026-03-02-[$LATEST]0f6b"), "2026/03/02/[$LATEST]0f6b");
  EXPECT_EQ(slashed_stream("2026-03-02-orders-api[7]0f6b"), "2026/03/02/orders-api[7]0f6b");
  EXPECT_EQ(slashed_stream("2026/03/02/[7]0f6b"), "2026/03/02/[7]0f6b");
  EXPECT_EQ(slashed_stream("a-b-c"), "a-b-c");
  EXPECT_EQ(slashed_stream(std::string_view("2026-03-02-x").substr(0, 10)), "2026-03-02");
  EXPECT_EQ(slashed_stream(""), "");
}

TEST(ReadFunctionArn, Table) {
  const auto arn = read_function_arn("arn:aws:lambda:eu-west-1:123456789012:function:orders:live");
  ASSERT_TRUE(arn);
  EXPECT_EQ(arn->region, "eu-west-1");
  EXPECT_EQ(arn->account, "123456789012");
  EXPECT_EQ(arn->function, "orders");
  EXPECT_TRUE(read_function_arn("arn:aws-cn:lambda:cn-north-1:123456789012:function:orders"));
  for (const std::string_view bad :
       {"", "orders", "arn:aws:s3:::bucket", "arn:aws:lambda:eu-west-1:1234:function:orders",
        "arn:aws:lambda:eu-west-1:123456789012:function:",
        "arn:aws:lambda:eu-west-1:123456789012:layer:x",
        "arn:aws:lambda:\x1b[31m:123456789012:function:orders", "arn:aws:lambda"})
    EXPECT_FALSE(read_function_arn(bad)) << bad;
}

TEST(RegionOfRuntimeArn, Table) {
  EXPECT_EQ(region_of_runtime_arn("arn:aws:lambda:ap-northeast-2::runtime:0abc"), "ap-northeast-2");
  EXPECT_EQ(region_of_runtime_arn("arn:aws:lambda:::runtime:0abc"), "");
  EXPECT_EQ(region_of_runtime_arn("arn:aws:lambda:EU!::runtime:0abc"), "");
  EXPECT_EQ(region_of_runtime_arn(""), "");
}

}  // namespace
}  // namespace lambda_report::aggregator
