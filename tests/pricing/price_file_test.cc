// What --prices FILE reads.  The lists are made up in the shape of AWS's, SKUs invented.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "lambda_report/price.h"

namespace lambda_report {
namespace {

using enum Architecture;

/// The rates of a card in one line; what it does not know is left out.
std::string text(const Result<RateCard>& card) {
  if (!card) return card.error().what;
  std::string all =
      card->region + " " + std::string(name_of(card->architecture)) + " " + card->currency;
  const auto add = [&](const char* name, const std::optional<SourcedRate>& rate) {
    if (rate) all += std::string(" ") + name + "=" + rate->rate.str();
  };
  add("duration", card->duration);
  for (const DurationTier& tier : card->tiers)
    all +=
        " <" + (tier.up_to_gb_s ? std::to_string(*tier.up_to_gb_s) : "Inf") + ":" + tier.rate.str();
  add("request", card->request);
  add("storage", card->ephemeral_storage);
  add("pc", card->provisioned_concurrency);
  add("pcd", card->provisioned_duration);
  add("stream", card->response_streaming);
  return all;
}

std::string rates(std::string_view file, std::string_view region, Architecture arch = kX86_64) {
  const Result<PriceSheet> sheet = PriceSheet::parse(file, "p.json");
  return sheet ? text(sheet->rates(region, arch)) : sheet.error().what;
}

/// The whole error: where, what.
std::string error_of(std::string_view file) {
  const Result<PriceSheet> sheet = PriceSheet::parse(file, "p.json");
  return sheet ? "no error" : sheet.error().where + ": " + sheet.error().what;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

// ---- our own form ---------------------------------------------------------------------

constexpr std::string_view kOwn = R"({
  "lambda_report_prices": 1, "as_of": "2027-01-01",
  "regions": {"eu-west-1": {"request": "0.0000002",
    "x86_64": {"duration_gb_s": [
        {"up_to_gb_s": "6000000000", "value": "0.0000166667"}, {"value": "0.000015"}]},
    "arm64": {"duration_gb_s": {"value": "0.0000133334", "status": "single-source"},
              "provisioned_concurrency_gb_s": null}}}})";

TEST(OwnForm, NeedsOnlyWhatIsKnown) {
  EXPECT_EQ(rates(kOwn, "eu-west-1"),
            "eu-west-1 x86_64 USD duration=0.0000166667 <6000000000:0.0000166667 <Inf:0.000015 "
            "request=0.0000002");
  EXPECT_EQ(rates(kOwn, "eu-west-1", kArm64),
            "eu-west-1 arm64 USD duration=0.0000133334 request=0.0000002");
  EXPECT_EQ(rates(kOwn, "eu-west-2"), "no prices are known for Region eu-west-2");
  const PriceSheet sheet = *PriceSheet::parse(kOwn, "mine.json");
  EXPECT_EQ(sheet.as_of(), "2027-01-01");
  EXPECT_EQ(sheet.source(), "mine.json");
  EXPECT_EQ(sheet.free_tier().requests, std::nullopt);
  EXPECT_EQ(sheet.rates("eu-west-1", kArm64)->duration->status, RateStatus::kSingleSource);
}

TEST(OwnForm, TheExampleOfTheDocumentationIsOne) {
  std::ifstream file(LAMBDA_REPORT_SOURCE_DIR "/docs/PRICES.md");
  const std::string page{std::istreambuf_iterator<char>(file), {}};
  const std::size_t start = page.find("```json\n") + 8;
  const std::string example = page.substr(start, page.find("```", start) - start);
  // The third tier has no value: 0.0000166667 × 0.8.
  EXPECT_EQ(rates(example, "eu-west-1"),
            "eu-west-1 x86_64 USD duration=0.0000166667 <6000000000:0.0000166667 "
            "<15000000000:0.000015 <Inf:0.0000133334 request=0.0000002 storage=0.000000034 "
            "pc=0.000004646 pcd=0.0000108407");
  EXPECT_EQ(PriceSheet::parse(example, "p")->other().at("kafka_epu_hour").rate.str(), "0.185");
}

struct BrokenCase {
  std::string from, to, error;
};

class BrokenOwnForm : public testing::TestWithParam<BrokenCase> {};

TEST_P(BrokenOwnForm, NamesTheField) {
  EXPECT_EQ(error_of(replaced(std::string(kOwn), GetParam().from, GetParam().to)),
            "p.json: " + GetParam().error);
}

INSTANTIATE_TEST_SUITE_P(
    Table, BrokenOwnForm,
    testing::Values(
        BrokenCase{R"("0.0000002")", "0.0000002",
                   R"(regions.eu-west-1.request is no decimal string such as "0.0000166667")"},
        BrokenCase{R"("0.0000002")", R"("2e-7")",
                   R"(regions.eu-west-1.request "2e-7" is no decimal of at most 14 places)"},
        BrokenCase{
            R"("0.0000166667")", R"("-1")",
            R"(regions.eu-west-1.x86_64.duration_gb_s[0] "-1" is no decimal of at most 14 places)"},
        BrokenCase{R"("6000000000")", R"("many")",
                   "regions.eu-west-1.x86_64.duration_gb_s[0].up_to_gb_s is no whole number in a "
                   R"(string such as "6000000000")"},
        BrokenCase{R"("value": "0.000015")", R"("up_to_gb_s": "9", "value": "0.000015")",
                   "regions.eu-west-1.x86_64.duration_gb_s[1] is the last tier and must have no "
                   "up_to_gb_s"},
        BrokenCase{"single-source", "rumour",
                   R"(regions.eu-west-1.arm64.duration_gb_s.status "rumour" is none of ok, )"
                   "single-source, inferred, estimated"},
        BrokenCase{R"("2027-01-01")", R"("next year")",
                   R"(as_of "next year" is no date such as "2026-09-19")"},
        BrokenCase{R"("lambda_report_prices": 1)", R"("lambda_report_prices": 2)",
                   "lambda_report_prices is not 1"},
        BrokenCase{R"("lambda_report_prices": 1, )", "", "JSON, but no price sheet"},
        BrokenCase{R"("regions")", R"("regoins")", "regions names no Region"},
        BrokenCase{R"("arm64": {)", R"("arm64": 7, "x": {)",
                   "regions.eu-west-1.arm64 is no object"}));

// ---- AWS's offer file -----------------------------------------------------------------

// Tiers out of order, a free tier, a storage group that a search for "Duration" would catch,
// a Wavelength Zone, a group nobody knows and a product without one.
constexpr std::string_view kOffer = R"json({
 "formatVersion": "v1.0", "offerCode": "AWSLambda", "publicationDate": "2027-02-03T04:05:06Z",
 "products": {
  "SKUDUR": {"sku": "SKUDUR", "attributes": {"group": "AWS-Lambda-Duration",
    "location": "US East (Ohio)", "locationType": "AWS Region",
    "regionCode": "us-east-2", "usagetype": "USE2-Lambda-GB-Second"}},
  "SKUREQ": {"sku": "SKUREQ", "attributes": {"group": "AWS-Lambda-Requests",
    "location": "US East (Ohio)", "locationType": "AWS Region",
    "regionCode": "us-east-2", "usagetype": "USE2-Request"}},
  "SKUTMP": {"sku": "SKUTMP", "attributes": {"group": "AWS-Lambda-Storage-Duration",
    "location": "US East (Ohio)",
    "regionCode": "us-east-2", "usagetype": "USE2-Lambda-Storage-GB-Second"}},
  "SKUZONE": {"sku": "SKUZONE", "attributes": {"group": "AWS-Lambda-Requests",
    "location": "Zone", "locationType": "AWS Wavelength Zone",
    "regionCode": "us-east-2", "usagetype": "Zone-Request"}},
  "SKUFREE": {"sku": "SKUFREE", "attributes": {"group": "AWS-Lambda-Duration",
    "location": "Any", "regionCode": "", "usagetype": "Global-Lambda-GB-Second"}},
  "SKUNEW": {"sku": "SKUNEW", "attributes": {"group": "AWS-Lambda-Telepathy",
    "location": "US East (Ohio)"}},
  "SKUBYTES": {"sku": "SKUBYTES", "attributes": {"usagetype": "USE2-DataTransfer"}}},
 "terms": {"OnDemand": {
  "SKUDUR": {"SKUDUR.T": {"offerTermCode": "T", "effectiveDate": "2027-02-01T00:00:00Z",
    "priceDimensions": {
    "3": {"beginRange": "15000000000", "endRange": "Inf",
          "pricePerUnit": {"USD": "0.0000133334"}},
    "1": {"beginRange": "0", "endRange": "6000000000", "pricePerUnit": {"USD": "0.0000166667"}},
    "2": {"beginRange": "6000000000", "endRange": "15000000000",
          "pricePerUnit": {"USD": "0.0000150000"}}}}},
  "SKUREQ": {"SKUREQ.T": {"offerTermCode": "T", "priceDimensions": {
    "1": {"beginRange": "0", "endRange": "Inf", "pricePerUnit": {"USD": "0.0000002000"}}}}},
  "SKUTMP": {"SKUTMP.T": {"offerTermCode": "T", "priceDimensions": {
    "1": {"beginRange": "0", "endRange": "Inf", "pricePerUnit": {"USD": "0.0000000309"}}}}},
  "SKUZONE": {"SKUZONE.T": {"offerTermCode": "T", "priceDimensions": {
    "1": {"beginRange": "0", "endRange": "Inf", "pricePerUnit": {"USD": "9"}}}}},
  "SKUFREE": {"SKUFREE.F": {"offerTermCode": "A429C66SYZ", "priceDimensions": {
    "1": {"beginRange": "0", "endRange": "400000",
          "pricePerUnit": {"USD": "0.0000000000"}}}}}}}})json";

constexpr const char* kOhio =
    "us-east-2 x86_64 USD duration=0.0000166667 <6000000000:0.0000166667 <15000000000:0.000015 "
    "<Inf:0.0000133334 request=0.0000002 storage=0.0000000309";

TEST(OfferFile, MatchesGroupsWholeAndSortsTiers) {
  EXPECT_EQ(rates(kOffer, "us-east-2"), kOhio);
  const PriceSheet sheet = *PriceSheet::parse(kOffer, "index.json");
  EXPECT_EQ(sheet.as_of(), "2027-02-03");
  EXPECT_EQ(sheet.source(), "index.json");
  EXPECT_EQ(sheet.regions(), std::vector<std::string>{"us-east-2"});
  EXPECT_EQ(sheet.free_tier().gb_seconds, 400'000);
  EXPECT_EQ(rates(kOffer, "us-east-2", kArm64), "no arm64 duration rate is known for us-east-2");
}

TEST(OfferFile, OldFilesHaveNoRegionCode) {
  std::string old(kOffer);
  while (old.find(R"("regionCode": "us-east-2", )") != std::string::npos)
    old = replaced(old, R"("regionCode": "us-east-2", )", "");
  EXPECT_EQ(rates(old, "us-east-2"), kOhio);
  for (const char* name : {"EU (Ireland)", "Europe (Ireland)"}) {
    std::string europe = old;
    while (europe.find("US East (Ohio)") != std::string::npos)
      europe = replaced(europe, "US East (Ohio)", name);
    EXPECT_TRUE(rates(europe, "eu-west-1").starts_with("eu-west-1 x86_64 USD duration=")) << name;
  }
}

TEST(OfferFile, YuanStayYuan) {
  std::string china(kOffer);
  while (china.find("\"USD\"") != std::string::npos) china = replaced(china, "\"USD\"", "\"CNY\"");
  EXPECT_TRUE(rates(china, "us-east-2").starts_with("us-east-2 x86_64 CNY "));
}

TEST(OfferFile, TheTermInForceAtPublicationCounts) {
  const std::string two_terms = replaced(
      std::string(kOffer), R"("SKUREQ": {"SKUREQ.T": {)",
      R"("SKUREQ": {"SKUREQ.L": {"offerTermCode": "L", "effectiveDate": "2027-09-01T00:00:00Z",
        "priceDimensions": {"1": {"beginRange": "0", "endRange": "Inf", "pricePerUnit": {"USD": "7"}}}},
        "SKUREQ.T": {"effectiveDate": "2027-01-01T00:00:00Z", )");
  EXPECT_EQ(rates(two_terms, "us-east-2"), kOhio);
}

class BrokenOffer : public testing::TestWithParam<BrokenCase> {};

TEST_P(BrokenOffer, NamesProductAndField) {
  EXPECT_EQ(error_of(replaced(std::string(kOffer), GetParam().from, GetParam().to)),
            "p.json: " + GetParam().error);
}

INSTANTIATE_TEST_SUITE_P(
    Table, BrokenOffer,
    testing::Values(
        BrokenCase{R"({"USD": "0.0000166667"})", R"({"USD": 0.0000166667})",
                   R"(product "SKUDUR": pricePerUnit.USD is no string)"},
        BrokenCase{R"("0.0000166667")", R"("1.6e-5")",
                   R"(product "SKUDUR" (AWS-Lambda-Duration): pricePerUnit.USD "1.6e-5" is no )"
                   "decimal of at most 14 places"},
        BrokenCase{R"({"USD": "0.0000166667"})", "{}",
                   R"(product "SKUDUR": a price dimension has no pricePerUnit)"},
        BrokenCase{
            R"("endRange": "6000000000")", R"("endRange": "5000000000")",
            R"(product "SKUDUR" (AWS-Lambda-Duration): no price range begins at 5000000000)"},
        BrokenCase{
            R"("beginRange": "15000000000", "endRange": "Inf")",
            R"("beginRange": "15000000000", "endRange": "20000000000")",
            R"(product "SKUDUR" (AWS-Lambda-Duration): the last price range does not end at Inf)"},
        BrokenCase{R"("endRange": "15000000000")", R"("endRange": "lots")",
                   R"(product "SKUDUR" (AWS-Lambda-Duration): endRange "lots" is neither a number )"
                   "nor Inf"},
        BrokenCase{R"("beginRange": "0", "endRange": "6000000000")", R"("endRange": "6000000000")",
                   R"(product "SKUDUR" (AWS-Lambda-Duration): beginRange "" is no whole number)"},
        BrokenCase{R"("SKUDUR": {"SKUDUR.T")", R"("SKUELSE": {"SKUDUR.T")",
                   R"(product "SKUDUR": has no OnDemand term)"},
        BrokenCase{R"("publicationDate": "2027-02-03T04:05:06Z")", R"("publicationDate": "soon")",
                   R"(publicationDate "soon" is no date)"},
        BrokenCase{R"("offerCode": "AWSLambda")", R"("offerCode": "AmazonEC2")",
                   R"(price list of "AmazonEC2", not of AWSLambda)"},
        BrokenCase{R"("products": {)", R"("wares": {)", "price list has no products"}));

TEST(OfferFile, OfTwoProductsTheOneWithTheGroupsUsagetypeCounts) {
  const std::string offer(kOffer);
  EXPECT_EQ(rates(replaced(offer, R"("usagetype": "Zone-Request")", R"("usagetype": "Zone-Call")"),
                  "us-east-2"),
            kOhio);
  const std::string second = replaced(offer, "AWS Wavelength Zone", "AWS Region");
  EXPECT_EQ(error_of(replaced(second, R"("effectiveDate")", R"("_")")),
            R"(p.json: product "SKUZONE" (AWS-Lambda-Requests): has another price than product )"
            R"("SKUREQ" of the same group and Region)");
  EXPECT_EQ(rates(replaced(second, "Zone-Request", "Zone-Call"), "us-east-2"), kOhio);
}

// ---- get-products ---------------------------------------------------------------------

constexpr std::string_view kGetProducts = R"({"FormatVersion": "aws_v1", "PriceList": [
 "{\"serviceCode\":\"AWSLambda\",\"publicationDate\":\"2027-03-04T00:00:00Z\",\"product\":{\"sku\":\"SKUREQ\",\"attributes\":{\"group\":\"AWS-Lambda-Requests-ARM\",\"location\":\"Asia Pacific (Tokyo)\",\"regionCode\":\"ap-northeast-1\",\"usagetype\":\"APN1-Request-ARM\"}},\"terms\":{\"OnDemand\":{\"SKUREQ.T\":{\"offerTermCode\":\"T\",\"priceDimensions\":{\"SKUREQ.T.1\":{\"beginRange\":\"0\",\"endRange\":\"Inf\",\"pricePerUnit\":{\"USD\":\"0.0000002000\"}}}}}}}",
 "{\"serviceCode\":\"AWSLambda\",\"publicationDate\":\"2027-03-01T00:00:00Z\",\"product\":{\"sku\":\"SKUDUR\",\"attributes\":{\"group\":\"AWS-Lambda-Duration-ARM\",\"location\":\"Asia Pacific (Tokyo)\",\"regionCode\":\"ap-northeast-1\",\"usagetype\":\"APN1-Lambda-GB-Second-ARM\"}},\"terms\":{\"OnDemand\":{\"SKUDUR.T\":{\"offerTermCode\":\"T\",\"priceDimensions\":{\"SKUDUR.T.1\":{\"beginRange\":\"0\",\"endRange\":\"Inf\",\"pricePerUnit\":{\"USD\":\"0.0000133334\"}}}}}}}"
]})";

TEST(GetProducts, IsUnpacked) {
  EXPECT_EQ(rates(kGetProducts, "ap-northeast-1", kArm64),
            "ap-northeast-1 arm64 USD duration=0.0000133334 request=0.0000002");
  EXPECT_EQ(PriceSheet::parse(kGetProducts, "p")->as_of(), "2027-03-04");
  const std::string_view list = kGetProducts.substr(kGetProducts.find('['));
  EXPECT_EQ(rates(list.substr(0, list.size() - 1), "ap-northeast-1", kArm64),
            "ap-northeast-1 arm64 USD duration=0.0000133334 request=0.0000002")
      << "the list alone, as --query PriceList prints it";
}

TEST(GetProducts, NamesTheEntryThatIsWrong) {
  EXPECT_EQ(error_of(R"({"PriceList": ["{"]})"), "p.json: PriceList[0] is no JSON");
  EXPECT_EQ(error_of(R"({"PriceList": ["{}"]})"), "p.json: PriceList[0] holds no product");
  EXPECT_EQ(error_of(R"({"PriceList": []})"), "p.json: PriceList names no publicationDate");
  EXPECT_EQ(error_of(R"({"PriceList": {}})"), "p.json: PriceList is no list");
  EXPECT_EQ(error_of(replaced(std::string(kGetProducts), "AWSLambda", "AmazonS3")),
            "p.json: PriceList[0] is no product of AWSLambda");
}

// ---- CSV ------------------------------------------------------------------------------

constexpr std::string_view kCsv =
    "\"FormatVersion\",\"v1.0\"\r\n"
    "\"Disclaimer\",\"Prices, as \"\"listed\"\".\nSubject to change\"\r\n"
    "\"Publication Date\",\"2027-02-03T04:05:06Z\"\r\n"
    "\"Version\",\"20270203040506\"\r\n"
    "\"OfferCode\",\"AWSLambda\"\r\n"
    "\"SKU\",\"OfferTermCode\",\"TermType\",\"PriceDescription\",\"EffectiveDate\","
    "\"StartingRange\","
    "\"EndingRange\",\"PricePerUnit\",\"Currency\",\"Group\",\"Location\",\"Location "
    "Type\",\"usageType\","
    "\"Region Code\"\r\n"
    "\"SKUDUR\",\"T\",\"OnDemand\",\"Tier-3, "
    "above\",\"2027-02-01\",\"15000000000\",\"Inf\",\"0.0000133334\","
    "\"USD\",\"AWS-Lambda-Duration\",\"US East (Ohio)\",\"AWS "
    "Region\",\"USE2-Lambda-GB-Second\",\"us-east-2\"\r\n"
    "\"SKUREQ\",\"T\",\"OnDemand\",\"\",\"2027-02-01\",\"0\",\"Inf\",\"0.0000002000\",\"USD\","
    "\"AWS-Lambda-Requests\",\"US East (Ohio)\",\"AWS Region\",\"USE2-Request\",\"us-east-2\"\r\n"
    "\"SKUDUR\",\"T\",\"OnDemand\",\"Tier-1\",\"2027-02-01\",\"0\",\"6000000000\",\"0.0000166667\","
    "\"USD\",\"AWS-Lambda-Duration\",\"US East (Ohio)\",\"AWS "
    "Region\",\"USE2-Lambda-GB-Second\",\"us-east-2\"\r\n"
    "\"SKUDUR\",\"T\",\"OnDemand\",\"Tier-2\",\"2027-02-01\",\"6000000000\",\"15000000000\",\"0."
    "0000150000\","
    "\"USD\",\"AWS-Lambda-Duration\",\"US East (Ohio)\",\"AWS "
    "Region\",\"USE2-Lambda-GB-Second\",\"us-east-2\"\r\n"
    "\"SKUTMP\",\"T\",\"OnDemand\",\"\",\"2027-02-01\",\"0\",\"Inf\",\"0.0000000309\",\"USD\","
    "\"AWS-Lambda-Storage-Duration\",\"US East (Ohio)\",\"AWS "
    "Region\",\"USE2-Lambda-Storage-GB-Second\",\"us-east-2\"\r\n"
    "\"SKUFREE\",\"A429C66SYZ\",\"OnDemand\",\"\",\"2027-02-01\",\"0\",\"1000000\",\"0\",\"USD\","
    "\"AWS-Lambda-Requests\",\"Any\",\"AWS Region\",\"Global-Request\",\"\"\r\n";

TEST(OfferCsv, GivesTheSameRatesAsTheJson) {
  EXPECT_EQ(rates(kCsv, "us-east-2"), kOhio);
  EXPECT_EQ(PriceSheet::parse(kCsv, "index.csv")->as_of(), "2027-02-03");
  EXPECT_EQ(PriceSheet::parse(kCsv, "index.csv")->free_tier().requests, 1'000'000);
  EXPECT_EQ(rates("\xEF\xBB\xBF" + std::string(kCsv), "us-east-2"), kOhio);  // byte order mark
}

TEST(OfferCsv, LeavesOutZones) {
  const std::string zone =
      "\"SKUZONE\",\"T\",\"OnDemand\",\"\",\"2027-02-01\",\"0\",\"Inf\",\"0.0000009000\",\"USD\","
      "\"AWS-Lambda-Requests\",\"Zone\",\"AWS Wavelength Zone\",\"USE2-Request\",\"us-east-2\"\r\n";
  EXPECT_EQ(rates(std::string(kCsv) + zone, "us-east-2"), kOhio);
}

TEST(OfferCsv, NamesWhatIsMissingOrWrong) {
  const std::string csv(kCsv);
  EXPECT_EQ(error_of(replaced(csv, "\"Currency\"", "\"Money\"")),
            "p.json: price list has no column currency");
  EXPECT_EQ(error_of(replaced(csv, "\"0.0000166667\"", "\"free\"")),
            "p.json: product \"SKUDUR\" (AWS-Lambda-Duration): pricePerUnit.USD \"free\" is no "
            "decimal of at most 14 places");
  EXPECT_EQ(error_of(replaced(csv, "\"Publication Date\"", "\"When\"")),
            "p.json: price list names no Publication Date");
  EXPECT_EQ(error_of(csv.substr(0, csv.size() - 3)),
            "p.json: quote opened on line 13 is never closed");
  EXPECT_EQ(error_of("a,b\n1,2\n"),
            "p.json: no price file: neither JSON nor a CSV with a SKU column");
}

// ---- anything else --------------------------------------------------------------------

TEST(PriceFile, SaysWhatIsWrongWithOthers) {
  EXPECT_EQ(error_of(""), "p.json: price file is empty");
  EXPECT_EQ(error_of(" \n"), "p.json: price file is empty");
  EXPECT_EQ(error_of("{\"lambda_report_prices\": 1,"),
            "p.json: no price file: JSON breaks off or is wrong at byte 28");
  EXPECT_EQ(error_of("{\"a\": 1e999}"), "p.json: no price file: its JSON cannot be held");
  EXPECT_EQ(error_of("{}"), "p.json: JSON, but no price sheet");
  EXPECT_EQ(error_of("\x7f"
                     "ELF"),
            "p.json: no price file: neither JSON nor a CSV with a SKU column");
  EXPECT_EQ(error_of(std::string(200'000, '[')),
            "p.json: no price file: JSON breaks off or is wrong at byte 200001");
}

TEST(PriceFile, EveryPrefixIsReadOrRefused) {
  for (const std::string_view file : {kOwn, kOffer, kGetProducts, kCsv}) {
    for (std::size_t size = 0; size <= file.size(); size += 7) {
      const Result<PriceSheet> sheet = PriceSheet::parse(file.substr(0, size), "p");
      EXPECT_TRUE(sheet.has_value() || !sheet.error().what.empty());
    }
  }
}

TEST(PriceFile, TextOfTheFileIsShownHarmlessAndShort) {
  const std::string hostile = "\\u001b[31m" + std::string(100, 'x');
  EXPECT_EQ(error_of(replaced(std::string(kOwn), "0.0000002", hostile)),
            "p.json: regions.eu-west-1.request \"?[31m" + std::string(55, 'x') +
                "…\" is no decimal of at most 14 places");
}

}  // namespace
}  // namespace lambda_report
