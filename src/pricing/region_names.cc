#include "pricing/region_names.h"

#include <algorithm>
#include <iterator>

namespace lambda_report::pricing {
namespace {

struct RegionName {
  std::string_view location;
  std::string_view code;
};

// "Europe" stands for both spellings: the list of 2016 says "EU (Ireland)".
constexpr RegionName kRegionNames[] = {
    {"AWS GovCloud (US)", "us-gov-west-1"},
    {"AWS GovCloud (US-East)", "us-gov-east-1"},
    {"AWS GovCloud (US-West)", "us-gov-west-1"},
    {"Africa (Cape Town)", "af-south-1"},
    {"Asia Pacific (Hong Kong)", "ap-east-1"},
    {"Asia Pacific (Hyderabad)", "ap-south-2"},
    {"Asia Pacific (Jakarta)", "ap-southeast-3"},
    {"Asia Pacific (Malaysia)", "ap-southeast-5"},
    {"Asia Pacific (Melbourne)", "ap-southeast-4"},
    {"Asia Pacific (Mumbai)", "ap-south-1"},
    {"Asia Pacific (New Zealand)", "ap-southeast-6"},
    {"Asia Pacific (Osaka)", "ap-northeast-3"},
    {"Asia Pacific (Seoul)", "ap-northeast-2"},
    {"Asia Pacific (Singapore)", "ap-southeast-1"},
    {"Asia Pacific (Sydney)", "ap-southeast-2"},
    {"Asia Pacific (Taipei)", "ap-east-2"},
    {"Asia Pacific (Thailand)", "ap-southeast-7"},
    {"Asia Pacific (Tokyo)", "ap-northeast-1"},
    {"Canada (Central)", "ca-central-1"},
    {"Canada West (Calgary)", "ca-west-1"},
    {"China (Beijing)", "cn-north-1"},
    {"China (Ningxia)", "cn-northwest-1"},
    {"Europe (Frankfurt)", "eu-central-1"},
    {"Europe (Ireland)", "eu-west-1"},
    {"Europe (London)", "eu-west-2"},
    {"Europe (Milan)", "eu-south-1"},
    {"Europe (Paris)", "eu-west-3"},
    {"Europe (Spain)", "eu-south-2"},
    {"Europe (Stockholm)", "eu-north-1"},
    {"Europe (Zurich)", "eu-central-2"},
    {"Israel (Tel Aviv)", "il-central-1"},
    {"Mexico (Central)", "mx-central-1"},
    {"Middle East (Bahrain)", "me-south-1"},
    {"Middle East (UAE)", "me-central-1"},
    {"South America (Sao Paulo)", "sa-east-1"},
    {"US East (N. Virginia)", "us-east-1"},
    {"US East (Northern Virginia)", "us-east-1"},
    {"US East (Ohio)", "us-east-2"},
    {"US West (N. California)", "us-west-1"},
    {"US West (Northern California)", "us-west-1"},
    {"US West (Oregon)", "us-west-2"},
};

constexpr std::string_view kEurope = "Europe (";
constexpr std::string_view kOldEurope = "EU (";

bool same_place(std::string_view listed, std::string_view location) {
  if (listed == location) return true;
  return listed.starts_with(kEurope) && location.starts_with(kOldEurope) &&
         listed.substr(kEurope.size()) == location.substr(kOldEurope.size());
}

}  // namespace

std::string_view region_of_location(std::string_view location) noexcept {
  const auto* found =
      std::find_if(std::begin(kRegionNames), std::end(kRegionNames),
                   [&](const RegionName& name) { return same_place(name.location, location); });
  return found == std::end(kRegionNames) ? std::string_view() : found->code;
}

}  // namespace lambda_report::pricing
