#include "lambda_report/packed_list.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace lambda_report {

/// One member of each kind that a Packer knows.
struct Sample {
  std::int64_t number = 0;
  std::uint64_t count = 0;
  Int128 large = 0;
  double share = 0;
  std::string text, word;
  Money amount;
  std::optional<int> maybe;
  std::uint64_t hash = 0;
  std::vector<std::string> texts;

  bool operator==(const Sample&) const = default;
};

template <class Pack, class S>
void pack_members(Pack& pack, S& s) {
  pack(s.number);
  pack(s.count);
  pack(s.large);
  pack(s.share);
  pack(s.text);
  pack.word(s.word);
  pack(s.amount);
  pack(s.maybe);
  pack.fixed(s.hash);
  pack.list(s.texts, [&pack](auto& text) { pack(text); });
}
void pack(const Sample& sample, Packer& packer) { pack_members(packer, sample); }
void unpack(Unpacker& unpacker, Sample& sample) { pack_members(unpacker, sample); }

namespace {

Sample named(std::string text) {
  Sample sample;
  sample.text = std::move(text);
  return sample;
}

TEST(PackedList, GivesBackWhatWasPutIn) {
  using Most = std::numeric_limits<std::int64_t>;
  constexpr Int128 kMost = static_cast<Int128>(~static_cast<std::uint64_t>(0)) << 63;
  const std::vector<Sample> samples = {
      {},
      {1, 127, 128, 0.5, "orders", "us-east-1", Money::from_units(1), 0, 1, {"a", ""}},
      {-1, 128, -129, -1e300, std::string("a\0b", 3), "", Money::from_units(-5), -7, 0, {}},
      {Most::max(),
       ~std::uint64_t{0},
       kMost,
       1.0 / 3,
       std::string(300'000, 'x'),
       "us-east-1",
       Money::out_of_range(true),
       std::numeric_limits<int>::max(),
       ~std::uint64_t{0},
       {}},
      {Most::min(),
       1,
       -kMost,
       0,
       "",
       "w",
       Money::out_of_range(false),
       std::numeric_limits<int>::min(),
       2,
       {"long enough to live on the heap"}},
  };
  const PackedList<Sample> list(samples);
  ASSERT_EQ(list.size(), samples.size());
  std::size_t i = 0;
  for (const Sample& sample : list) EXPECT_EQ(sample, samples[i++]);
  EXPECT_EQ(list.front(), samples.front());
  EXPECT_EQ(list.back(), samples.back());
}

TEST(PackedList, MoreWordsThanItKeeps) {
  PackedList<Sample> list;
  for (std::size_t i = 0; i < 2 * PackedWords::kMost; ++i) {
    Sample sample;
    sample.word = "word " + std::to_string(i);
    list.push_back(sample);
    sample.word = "word 0";
    list.push_back(sample);
  }
  for (std::size_t i = 0; i < list.size(); i += 2) {
    EXPECT_EQ(list[i].word, "word " + std::to_string(i / 2));
    EXPECT_EQ(list[i + 1].word, "word 0");
  }
}

TEST(PackedList, ACopyIsAListOfItsOwn) {
  PackedList<Sample> list = {named("a"), named("b")};
  PackedList<Sample> copy = list;
  list.push_back(named("c"));
  copy.push_back(named("d"));
  copy.edit(0, [](Sample& sample) { sample.text = "e"; });
  list.push_back(named("f"));
  const auto texts = [](const PackedList<Sample>& all) {
    std::string text;
    for (const Sample& sample : all) text += sample.text;
    return text;
  };
  EXPECT_EQ(texts(list), "abcf");
  EXPECT_EQ(texts(copy), "ebd");

  PackedList<Sample> taken = std::move(list);
  EXPECT_TRUE(list.empty());  // NOLINT(bugprone-use-after-move)
  list.push_back(named("g"));
  EXPECT_EQ(texts(list), "g");
  EXPECT_EQ(texts(taken), "abcf");
  list = taken;
  taken.clear();
  EXPECT_EQ(texts(list), "abcf");
  EXPECT_EQ(texts(taken), "");
}

TEST(PackedList, Order) {
  PackedList<Sample> list;
  for (int i = 0; i < 1000; ++i) list.push_back(named(std::to_string(i)));
  std::vector<std::uint32_t> order;
  for (std::uint32_t i = 1000; i-- > 0;) order.push_back(i);
  list.reorder(order);
  EXPECT_EQ(list[0].text, "999");
  list.edit_all([](Sample& sample) { sample.text += "!"; });
  list.truncate(2);
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(list[1].text, "998!");
}

}  // namespace
}  // namespace lambda_report
