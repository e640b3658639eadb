// The queue between a worker and the aggregating thread: how much may wait in it, and who is
// woken when.

#include "pipeline/work_unit.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <string>
#include <thread>

#include "pipeline/decode_unit.h"

namespace lambda_report::pipeline {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kBlock = 64 << 10;

class WorkUnitTest : public testing::Test {
 protected:
  // A batch that keeps its block, for a line that is no platform's but may be forged.
  EventBatch batch() {
    auto buffer = memory_.buffers.take(kBlock);
    const std::string text = "REPORT RequestId: x";
    std::copy(text.begin(), text.end(), buffer->data());
    const std::string_view bytes(buffer->data(), text.size());
    EventBatch batch(memory_.events, memory_.preparer, buffer, bytes);
    batch.reject(RejectKind::kMalformed, bytes, 0, "because");
    batch.seal();
    return batch;
  }

  AggregateOptions options_;
  BatchMemory memory_{options_};
  WorkUnit unit_;
};

TEST(WaitingRoom, HoldsWhatItHasRoomFor) {
  WaitingRoom room(100);
  EXPECT_TRUE(room.try_enter(60));
  EXPECT_FALSE(room.try_enter(41));
  EXPECT_TRUE(room.try_enter(40));
  EXPECT_FALSE(room.try_enter(1));
  EXPECT_FALSE(room.leave(60));  // nobody waits
  room.begin_wait();
  EXPECT_TRUE(room.leave(40));
  room.end_wait();
  EXPECT_TRUE(room.try_enter(100));
}

TEST_F(WorkUnitTest, ABatchWithoutUseForItsBlockIsSmall) {
  EXPECT_GE(batch().memory(), kBlock);
  auto buffer = memory_.buffers.take(kBlock);
  std::fill(buffer->data(), buffer->data() + 100, 'n');
  const std::string_view bytes(buffer->data(), 100);
  EventBatch small(memory_.events, memory_.preparer, buffer, bytes);
  LogLine line;
  line.message = "START RequestId: 8b52a4f0-5a6e-4c5e-9a57-1d1f0c3e7a11 Version: $LATEST";
  line.log_stream = bytes;  // a name that lies in the block
  small.line(line);
  small.seal();
  EXPECT_GE(small.memory(), bytes.size());
  EXPECT_LT(small.memory(), kBlock / 4);
}

TEST_F(WorkUnitTest, WhatIsBeyondThePlacesTakesRoom) {
  WaitingRoom room(std::size_t{3} * (kBlock + 4096));
  for (int i = 0; i < 5; ++i)
    unit_.push(batch(), 1, 2, room);  // two places, then three in the room
  unit_.finish(0, std::nullopt);
  int taking = 0;
  for (int i = 0; i < 5; ++i) taking += unit_.pop().room == 0 ? 0 : 1;
  EXPECT_EQ(taking, 3);
  EXPECT_FALSE(unit_.pop().batch);
}

TEST_F(WorkUnitTest, AWorkerWithoutPlaceOrRoomWaitsForEither) {
  for (const bool by_room : {false, true}) {
    WorkUnit unit;
    WaitingRoom room(kBlock * 2);
    ASSERT_TRUE(room.try_enter(kBlock * 2));  // another unit has it
    std::atomic<int> pushed = 0;
    std::jthread worker([&] {
      for (int i = 0; i < 5; ++i) {
        unit.push(batch(), 1, 4, room);
        ++pushed;
      }
      unit.finish(0, std::nullopt);
    });
    while (pushed != 4) std::this_thread::yield();
    std::this_thread::sleep_for(20ms);
    EXPECT_EQ(pushed, 4);
    if (by_room) {  // before its turn
      // The other unit's batches are aggregated: whoever waits is told.
      while (!room.leave(0)) std::this_thread::yield();
      EXPECT_TRUE(room.leave(kBlock * 2));
      unit.wake();
    } else {
      EXPECT_EQ(unit.pop().room, 0U);
    }
    while (pushed != 5) std::this_thread::yield();
    worker.join();
  }
}

TEST_F(WorkUnitTest, InItsTurnAUnitTakesNoRoom) {
  WaitingRoom room(kBlock * 100);
  for (int i = 0; i < 4; ++i) unit_.push(batch(), 1, 4, room);
  EXPECT_EQ(unit_.pop().room, 0U);
  std::atomic<int> pushed = 0;
  std::jthread worker([&] {
    for (int i = 0; i < 2; ++i) {
      unit_.push(batch(), 1, 4, room);
      ++pushed;
    }
  });
  while (pushed != 1) std::this_thread::yield();
  std::this_thread::sleep_for(20ms);
  EXPECT_EQ(pushed, 1);
  for (int i = 0; i < 4; ++i) EXPECT_EQ(unit_.pop().room, 0U);
  while (pushed != 2) std::this_thread::yield();
}

TEST_F(WorkUnitTest, AFewBatchesAreTakenOnceTheUnitIsFinished) {
  WaitingRoom room(0);
  unit_.push(batch(), 7, 6, room);
  std::jthread worker([&] {
    std::this_thread::sleep_for(10ms);
    unit_.finish(3, std::nullopt);
  });
  EXPECT_EQ(unit_.pop().bytes, 7U);
  const WorkUnit::Item last = unit_.pop();
  EXPECT_FALSE(last.batch);
  EXPECT_EQ(last.bytes, 3U);
}

TEST_F(WorkUnitTest, CancelledWorkersGoOn) {
  WaitingRoom room(0);
  std::jthread worker([&] {
    for (int i = 0; i < 20; ++i) unit_.push(batch(), 1, 1, room);
  });
  std::this_thread::sleep_for(10ms);
  unit_.cancel();
  worker.join();
}

}  // namespace
}  // namespace lambda_report::pipeline
