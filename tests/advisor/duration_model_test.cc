#include "advisor/duration_model.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

namespace lambda_report::advisor {
namespace {

struct Vector {
  const char* name;
  std::vector<DurationPoint> points;
  CallKind kind;
  std::map<std::int64_t, Range> expected;
};

// From the reference implementation (Python, double precision, no table of the normal
// distribution), to three decimals.
const Vector kVectors[] = {
    {"one size, 300 ms at 1024",
     {{1024, 300}},
     CallKind::kWarm,
     {{128, {350.458, 2155.617, 3240.701}},
      {512, {296.599, 544.402, 670.599}},
      {1769, {154.084, 197.544, 319.485}},
      {3008, {106.628, 190.364, 316.667}}}},
    {"one size, 4 ms at 512: a short call",
     {{512, 4}},
     CallKind::kWarm,
     {{128, {3.492, 10.748, 37.751}}, {256, {3.283, 5.063, 10.356}}, {1024, {1.88, 3.577, 4.593}}}},
    {"first calls, 800 ms at 512",
     {{512, 800}},
     CallKind::kFirst,
     {{256, {841.806, 1544.121, 1893.789}}, {1024, {326.215, 449.854, 874.444}}}},
    {"two sizes, all CPU",
     {{1024, 300}, {512, 598}},
     CallKind::kWarm,
     {{128, {1844.406, 2535.563, 3596.006}},
      {256, {982.502, 1209.188, 1454.026}},
      {1769, {141.576, 176.913, 249.38}},
      {3008, {82.381, 167.051, 268.655}}}},
    {"two sizes, all waiting",
     {{1024, 300}, {512, 308}},
     CallKind::kWarm,
     {{256, {265.249, 362.63, 492.187}}, {2048, {219.032, 287.363, 368.616}}}},
    {"three sizes",
     {{256, 1500}, {1024, 480}, {1769, 340}},
     CallKind::kWarm,
     {{128, {2252.542, 2970.478, 4223.317}},
      {512, {638.956, 794.362, 991.116}},
      {3008, {243.842, 348.095, 410.983}}}},
};

void expect_close(const Range& range, const Range& expected, const std::string& where) {
  EXPECT_NEAR(range.low, expected.low, expected.low * 0.005) << where;
  EXPECT_NEAR(range.expected, expected.expected, expected.expected * 0.005) << where;
  EXPECT_NEAR(range.high, expected.high, expected.high * 0.005) << where;
}

TEST(DurationModel, AgreesWithTheReference) {
  for (const Vector& vector : kVectors) {
    DurationBelief belief = DurationModel::builtin().learn(vector.points, vector.kind, 0);
    for (const auto& [size, expected] : vector.expected)
      expect_close(belief.predict(size), expected,
                   std::string(vector.name) + " at " + std::to_string(size));
  }
}

TEST(DurationModel, AgreesWithAllVectorsOfTheReference) {
  std::ifstream file(LAMBDA_REPORT_SOURCE_DIR "/../shared/rightsizing/vectors.json");
  if (!file) GTEST_SKIP() << "the reference vectors are not beside this checkout";
  const nlohmann::json vectors = nlohmann::json::parse(file);
  ASSERT_GE(vectors.size(), 8u);
  for (const nlohmann::json& vector : vectors) {
    std::vector<DurationPoint> points;
    for (const nlohmann::json& point : vector["obs"]) points.push_back({point[0], point[1]});
    DurationBelief belief = DurationModel::builtin().learn(
        points, vector["cold"] ? CallKind::kFirst : CallKind::kWarm, 0);
    for (const auto& [size, expected] : vector["predictions"].items())
      expect_close(belief.predict(std::stoll(size)), {expected[0], expected[1], expected[2]},
                   vector["name"].get<std::string>() + " at " + size);
  }
}

TEST(DurationModel, OrderedAndPositiveEverywhere) {
  const std::vector<std::vector<DurationPoint>> samples = {
      {{128, 3}}, {{10'240, 90'000}}, {{512, 4}, {1024, 4}, {3008, 900}},
      {{1, 1}},   {{65'536, 5}},      {{128, 0}}};
  for (const auto& points : samples)
    for (const CallKind kind : {CallKind::kWarm, CallKind::kFirst})
      for (const double error : {0.0, 0.1, 2.0}) {
        DurationBelief belief = DurationModel::builtin().learn(points, kind, error);
        for (const std::int64_t size : {1, 128, 130, 512, 1769, 1770, 3008, 10'240, 65'536}) {
          const Range range = belief.predict(size);
          EXPECT_GT(range.low, 0) << size;
          EXPECT_LE(range.low, range.expected) << size;
          EXPECT_LE(range.expected, range.high) << size;
          EXPECT_TRUE(std::isfinite(range.high)) << size;
        }
      }
}

TEST(DurationModel, SeenSizesAreWhatWasMeasured) {
  const std::vector<DurationPoint> points = {{1024, 300}, {512, 598}};
  DurationBelief belief = DurationModel::builtin().learn(points, CallKind::kWarm, 0.02);
  const Range range = belief.predict(512);
  EXPECT_EQ(range.low, 598);
  EXPECT_EQ(range.expected, 598);
  EXPECT_EQ(range.high, 598);
}

TEST(DurationModel, ScalesWithTheDurations) {
  const auto& model = DurationModel::builtin();
  const std::vector<DurationPoint> one = {{1024, 300}, {512, 500}},
                                   ten = {{1024, 3000}, {512, 5000}};
  const Range a = model.learn(one, CallKind::kWarm, 0.01).predict(256);
  const Range b = model.learn(ten, CallKind::kWarm, 0.01).predict(256);
  EXPECT_NEAR(b.low, 10 * a.low, 1e-3 * b.low);
  EXPECT_NEAR(b.expected, 10 * a.expected, 1e-3 * b.expected);
  EXPECT_NEAR(b.high, 10 * a.high, 1e-3 * b.high);
}

TEST(DurationModel, TheOrderOfThePointsDoesNotShow) {
  const auto& model = DurationModel::builtin();
  const std::vector<DurationPoint> up = {{256, 1500}, {1024, 480}, {1769, 340}},
                                   down = {{1769, 340}, {256, 1500}, {1024, 480}};
  const Range a = model.learn(up, CallKind::kWarm, 0.01).predict(512);
  const Range b = model.learn(down, CallKind::kWarm, 0.01).predict(512);
  EXPECT_EQ(a.low, b.low);
  EXPECT_EQ(a.expected, b.expected);
  EXPECT_EQ(a.high, b.high);
}

TEST(DurationModel, MoreLinesNeverWiden) {
  const auto& model = DurationModel::builtin();
  const std::vector<DurationPoint> points = {{1024, 300}};
  double last = 1e9;
  for (const double error : {0.3, 0.1, 0.03, 0.01, 0.0}) {
    const Range range = model.learn(points, CallKind::kWarm, error).predict(512);
    EXPECT_LE(range.high / range.low, last * 1.01);
    last = range.high / range.low;
  }
}

TEST(DurationModel, ASecondSizeNarrows) {
  const auto& model = DurationModel::builtin();
  const std::vector<DurationPoint> one = {{1024, 300}}, two = {{1024, 300}, {256, 900}};
  const Range before = model.learn(one, CallKind::kWarm, 0).predict(512);
  const Range after = model.learn(two, CallKind::kWarm, 0).predict(512);
  EXPECT_LT(after.high / after.low, before.high / before.low);
}

TEST(DurationModel, RefusesADamagedPrior) {
  const auto what = [](std::string_view json) {
    const Result<DurationModel> model = DurationModel::parse(json, "prior.json");
    return model ? std::string("accepted") : model.error().where + ": " + model.error().what;
  };
  EXPECT_EQ(what(""), "prior.json: the prior is not a JSON object");
  EXPECT_EQ(what("[]"), "prior.json: the prior is not a JSON object");
  EXPECT_EQ(what("{}"), "prior.json: not a lambda-report.duration-prior of schema_version 1");
  const std::string head = R"({"kind":"lambda-report.duration-prior","schema_version":1)";
  EXPECT_EQ(what(head + "}"), "prior.json: tau, short_below_ms or coverage is missing");
  const std::string basis = head + R"(,"tau":0.07,"short_below_ms":20,"coverage":"c")";
  EXPECT_EQ(what(basis + "}"), "prior.json: psi, delta or cap_mb is not a list of numbers");
  EXPECT_EQ(what(basis + R"(,"psi":[2],"delta":[0],"cap_mb":[1769]})"),
            "prior.json: psi, delta or cap_mb is out of range");
  const std::string grid = basis + R"(,"psi":[1],"delta":[0],"cap_mb":[1769])";
  EXPECT_EQ(what(grid + "}"), "prior.json: weights are missing");
  EXPECT_EQ(what(grid + R"(,"weights":{"short":[1],"cold":[],"long":[1]}})"),
            "prior.json: weights of class cold do not match the grid");
  const std::string weights = grid + R"(,"weights":{"short":[1],"cold":[1],"long":[1]})";
  EXPECT_EQ(what(weights + "}"), "prior.json: widening is missing");
  EXPECT_EQ(what(weights + R"(,"widening":[[1,"cold","beside",0,0.1]]})"),
            "prior.json: a row of widening is not [sizes, class, side, distance, log]");
  EXPECT_EQ(what(weights + R"(,"widening":[[1,"cold","below",0,0.1]]})"), "accepted");
}

}  // namespace
}  // namespace lambda_report::advisor
