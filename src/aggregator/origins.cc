#include "aggregator/aggregate_impl.h"
#include "aggregator/names.h"

// Who says it: a log line's names → the stream's state → the names that rows are made of.

namespace lambda_report {

using aggregator::Origin;
using aggregator::OriginKey;
using aggregator::Stream;

namespace {

constexpr std::size_t kMaxStreams = std::size_t{1} << 16;

/// Environments are told apart across runs too, by saved states, so their hashes do not depend
/// on the seed.  They are only ever sorted: names that collide cost nobody time.  0: not known.
std::uint64_t environment_of(std::string_view stream) noexcept {
  static const HashKey kSameEverywhere = HashKey::from_seed(0);
  return stream.empty() ? 0 : hash_bytes(stream, kSameEverywhere) | 1;
}

/// First of the names that is stated.
template <class... Ids>
StringId first_of(Ids... ids) {
  StringId found = 0;
  ((found = found != 0 ? found : ids), ...);
  return found;
}

}  // namespace

Stream& Aggregate::Impl::stream_of(const LogLine& line) {
  // Nearly always the same stream as the line before.
  if (last_stream != nullptr && line.log_stream == last_names[0] &&
      line.log_group == last_names[1] && line.account == last_names[2] &&
      line.region == last_names[3])
    return *last_stream;
  last_stream = &find_stream(line);
  last_names[0] = line.log_stream;
  last_names[1] = line.log_group;
  last_names[2] = line.account;
  last_names[3] = line.region;
  return *last_stream;
}

Stream& Aggregate::Impl::find_stream(const LogLine& line) {
  const std::string_view name =
      line.log_stream.empty() ? std::string_view(input.info.log_stream) : line.log_stream;
  std::uint64_t hash = name.empty() ? 0 : hash_bytes(name, key);
  for (const std::string_view part : {line.log_group, line.account, line.region})
    hash = hash_combine(hash, part.empty() ? 0 : hash_bytes(part, key), key);
  const std::uint32_t known = input.stream_index.find(
      hash, [&](std::uint32_t number) { return input.streams[number].names_hash == hash; });
  if (known != aggregator::HashIndex::kNone) return input.streams[known];

  if (input.streams.size() == kMaxStreams) forget_streams();
  const auto number = static_cast<std::uint32_t>(input.streams.size());
  Stream& stream = input.streams.emplace_back();
  stream.names_hash = hash;
  stream.environment = environment_of(name);
  if (const aggregator::Unfinished* before =
          name.empty() || unfinished.empty() ? nullptr : unfinished.find(hash)) {
    static_cast<aggregator::Unfinished&>(stream) = *before;
    unfinished.erase(hash);
  }
  input.stream_index.insert(hash, number);
  return stream;
}

/// Ends what is held of a stream for this input: the rest of it may be in another one.
void Aggregate::Impl::leave(Stream& stream) {
  flush_environment(stream);
  if (stream.open.evidence != 0) add_late_evidence(stream.open.id_hash, stream.open.evidence);
  stream.open.evidence = 0;
  if (stream.environment != 0 && stream.is_anything()) unfinished.put(stream.names_hash, stream);
}

/// Makes room where an input has very many environments.
void Aggregate::Impl::forget_streams() {
  settle_pending();
  for (Stream& stream : input.streams) leave(stream);
  input.streams.clear();
  input.stream_index.clear();
  last_stream = nullptr;
}

std::uint32_t Aggregate::Impl::make_origin(Stream& stream, const LogLine& line) {
  const aggregator::StreamName in_stream = aggregator::read_stream(
      line.log_stream.empty() ? std::string_view(input.info.log_stream) : line.log_stream);
  const RecordNames& given = input.given;
  const RecordNames& record = stream.record;
  OriginKey wanted;
  wanted.function = first_of(given.function, record.function);
  if (wanted.function == 0) wanted.function = pool.intern(in_stream.function);
  if (wanted.function == 0)
    wanted.function = pool.intern(aggregator::function_of_group(line.log_group));
  if (want_version) {
    wanted.version = first_of(given.version, pool.intern(in_stream.version));
    // START is asked before the record of the init; see origin_with.
  }
  wanted.region = first_of(given.region, record.region);
  if (wanted.region == 0) wanted.region = pool.intern(line.region);
  wanted.account = first_of(given.account, record.account);
  if (wanted.account == 0) wanted.account = pool.intern(line.account);
  wanted.log_group = pool.intern(line.log_group);
  stream.origin = find_origin(wanted);
  return stream.origin;
}

std::uint32_t Aggregate::Impl::origin_with(std::uint32_t origin, const RecordNames& names) {
  OriginKey wanted = input.origins[origin].key;
  const RecordNames& given = input.given;
  if (given.function == 0 && names.function != 0) wanted.function = names.function;
  if (given.region == 0 && names.region != 0) wanted.region = names.region;
  if (given.account == 0 && names.account != 0) wanted.account = names.account;
  if (wanted.version == 0) wanted.version = names.version;
  return wanted == input.origins[origin].key ? origin : find_origin(wanted);
}

std::uint32_t Aggregate::Impl::find_origin(const OriginKey& wanted) {
  static_assert(sizeof(OriginKey) == 5 * sizeof(StringId));
  const std::uint64_t hash =
      hash_bytes({reinterpret_cast<const char*>(&wanted), sizeof wanted}, key);
  const std::uint32_t known = input.origin_index.find(
      hash, [&](std::uint32_t number) { return input.origins[number].key == wanted; });
  if (known != aggregator::HashIndex::kNone) return known;
  const auto number = static_cast<std::uint32_t>(input.origins.size());
  Origin& origin = input.origins.emplace_back();
  origin.key = wanted;
  // A function that has no name yet may get one by the end of the input.
  if (wanted.function != 0 && options.selects)
    origin.is_selected = options.selects(pool[wanted.function]);
  input.origin_index.insert(hash, number);
  return number;
}

aggregator::RecordNames Aggregate::Impl::names_of_arn(std::string_view function_arn) {
  RecordNames names;
  if (const auto arn = aggregator::read_function_arn(function_arn)) {
    names.function = pool.intern(arn->function);
    names.region = pool.intern(arn->region);
    names.account = pool.intern(arn->account);
  }
  return names;
}

}  // namespace lambda_report
