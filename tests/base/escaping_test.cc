#include "base/escaping.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/utf8.h"

namespace lambda_report {
namespace {

using namespace std::string_view_literals;

struct Case {
  std::string_view text, escaped;
};

using Escape = std::string (*)(std::string_view);

void expect_table(Escape escape, const std::vector<Case>& table) {
  for (const Case& c : table) EXPECT_EQ(escape(c.text), c.escaped) << c.text;
}

TEST(Escaping, Terminal) {
  expect_table(escape_terminal, {{"", ""},
                                 {"orders-größe", "orders-größe"},
                                 {"\x1b[31mred", "\\x1b[31mred"},
                                 {"a\r\n\tb\0c"sv, "a\\x0d\\x0a\\x09b\\x00c"},
                                 {"\x7f", "\\x7f"},
                                 {"\xC2\x9B[2J", "\\x9b[2J"},  // C1 CSI
                                 {"a\u202Eb\u2066c", "a\\u202eb\\u2066c"},
                                 {"\uFEFFx\u200By", "\\ufeffx\\u200by"},
                                 {"\u2028\u2029", "\\u2028\\u2029"},
                                 {"\U000E0041", "\\u{e0041}"},
                                 {"\xFF\x9B", "\uFFFD\uFFFD"},
                                 {"::add-mask::x", "\\x3a:add-mask::x"},
                                 {"  ::error::x", "  \\x3a:error::x"},
                                 {"a::b", "a::b"},  // only at the start
                                 {"##[group]", "\\x23#[group]"},
                                 {"a###b#c", "a\\x23\\x23#b#c"}});
}

TEST(Escaping, Json) {
  expect_table(escape_json, {{"orders", "orders"},
                             {"a\"b\\c/", "a\\\"b\\\\c/"},
                             {"\n\r\t\b\f\v\0"sv, "\\n\\r\\t\\b\\f\\u000b\\u0000"},
                             {"\x7f\xC2\x9B", "\\u007f\\u009b"},
                             {"\u202E\u2028\uFEFF", "\\u202e\\u2028\\ufeff"},
                             {"\U000E0041", "\\udb40\\udc41"},
                             {"größe \U0001F680", "größe \U0001F680"},
                             {"\xE2\x82", "\uFFFD"}});
}

TEST(Escaping, Csv) {
  expect_table(escape_csv_cell, {{"orders", "orders"},
                                 {"a,b", "\"a,b\""},
                                 {"a\"b", "\"a\"\"b\""},
                                 {"a;b", "\"a;b\""},
                                 {" a", "\" a\""},
                                 {"a\nb", "a\\x0ab"},
                                 {"=1+1", "'=1+1"},
                                 {"+1", "'+1"},
                                 {"-1+1", "'-1+1"},
                                 {"@SUM(A1)", "'@SUM(A1)"},
                                 {"\t=1", "'\\x09=1"},
                                 {"\r=1", "'\\x0d=1"},
                                 {"\0=1"sv, "'\\x00=1"},
                                 {" =1", "\"' =1\""},
                                 {"＝1", "'＝1"},
                                 {"＋1", "'＋1"},
                                 {"－1", "'－1"},
                                 {"＠1", "'＠1"},
                                 {"=\"x\",1", "\"'=\"\"x\"\",1\""},
                                 {"-12", "-12"},
                                 {"-12.50", "-12.50"},
                                 {"-", "'-"},
                                 {"-1.", "'-1."},
                                 {"a=b", "a=b"}});
}

TEST(Escaping, Markdown) {
  expect_table(escape_markdown_cell,
               {{"orders-v1.2", "orders-v1.2"},
                {"a|b", "a\\|b"},
                {"*b* _i_ ~s~ `c` $m$", "\\*b\\* \\_i\\_ \\~s\\~ \\`c\\` \\$m\\$"},
                {"[x](y)", "\\[x\\](y)"},
                {"<b>&amp;", "&lt;b&gt;&amp;amp;"},
                {"@root #12", "@&#8203;root #&#8203;12"},
                {"http://x", "http:&#8203;//x"},
                {"www.x", "www&#8203;.x"},
                {"a\\b", "a\\\\b"},
                {"a\nb", "a\\\\x0ab"},
                {"12:30", "12:30"}});
  expect_table(escape_markdown_code, {{"", ""},
                                      {"orders_v1", "`orders_v1`"},
                                      {"a|b", "`a\\|b`"},
                                      {"a`b", "``a`b``"},
                                      {"`", "`` ` ``"},
                                      {"<b>@x", "`<b>@x`"},
                                      {"a\nb", "`a\\x0ab`"}});
}

TEST(Escaping, Html) {
  expect_table(escape_html,
               {{"<script>alert('x')</script>", "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"},
                {"\" onload=\"x", "&quot; onload=&quot;x"},
                {"%3Cb%3E &lt;", "%3Cb%3E &amp;lt;"},
                {"a\x1b\u202Eb\xFF", "a\\x1b\\u202eb\uFFFD"}});
  expect_table(escape_script_json, {{"{\"a\": \"</script><!--&\"}\n",
                                     "{\"a\": \"\\u003c/script\\u003e\\u003c!--\\u0026\"}\n"},
                                    {"\"\u2028\"", "\"\\u2028\""}});
}

TEST(Escaping, Xml) {
  expect_table(escape_xml, {{"a<b>&'\"", "a&lt;b&gt;&amp;&#39;&quot;"},
                            {"]]>", "]]&gt;"},
                            {"\x01\x0B", "\\x01\\x0b"},
                            {"a\uFFFEb\uFFFFc", "a\uFFFDb\uFFFDc"}});
}

TEST(Escaping, GitHubCommands) {
  expect_table(escape_github_command, {{"50%: a,b\r\n", "50%25%3A a%2Cb\\x0d\\x0a"}});
  expect_table(escape_github_message, {{"50%: a,b\n::x", "50%25: a,b%0A::x"}});
}

TEST(Escaping, OpenMetrics) {
  expect_table(escape_openmetrics, {{"a\"b\\c\nd", "a\\\"b\\\\c\\\\x0ad"}});
}

// Every code point and every byte, through every function.
class EveryFunction : public testing::TestWithParam<Escape> {};

TEST_P(EveryFunction, GivesValidUtf8WithoutUnsafeCharacters) {
  std::vector<std::string> texts;
  for (char32_t value = 0; value <= 0x10FFFF; value += value < 0x3100 ? 1 : 7) {
    if (value >= 0xD800 && value < 0xE000) continue;
    texts.emplace_back("x");
    append_utf8(value, texts.back());
  }
  for (int byte = 0; byte < 256; ++byte) texts.push_back(std::string(2, static_cast<char>(byte)));
  for (const std::string& text : texts) {
    const std::string out = GetParam()(text);
    ASSERT_TRUE(is_utf8(out));
    for (std::size_t at = 0; at < out.size();) {
      const CodePoint point = decode_utf8(out, at);
      // JSON is given finished, with its own line feeds.
      const bool layout = GetParam() == static_cast<Escape>(escape_script_json) &&
                          (point.value == '\n' || point.value == '\t');
      ASSERT_TRUE(layout || !is_unsafe(point.value)) << text;
      at += point.bytes;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(All, EveryFunction,
                         testing::ValuesIn(std::vector<Escape>{
                             escape_terminal, escape_json, escape_csv_cell, escape_markdown_cell,
                             escape_markdown_code, escape_html, escape_script_json, escape_xml,
                             escape_github_command, escape_github_message, escape_openmetrics}));

TEST(EscapeJson, AnotherReaderGetsTheTextBack) {
  std::string text;
  for (char32_t value = 0; value <= 0x10FFFF; value += value < 0x3100 ? 1 : 101)
    if (value < 0xD800 || value >= 0xE000) append_utf8(value, text);
  const nlohmann::json back = nlohmann::json::parse("\"" + escape_json(text) + "\"");
  EXPECT_EQ(back.get<std::string>(), text);
}

}  // namespace
}  // namespace lambda_report
