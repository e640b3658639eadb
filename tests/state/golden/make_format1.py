#!/usr/bin/env python3
"""make_format1.py > format1.lrs: a state of format 1 made from docs/STATE.md, not by the program.

Two invocations of "orders" at 128 MB, of 10.5 ms (billed 11) and 12.25 ms (billed 13), 60 MB used.
"""
import struct
import sys


def crc64(data, crc=0):
    crc ^= 0xFFFFFFFFFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0xC96C5795D7870F42 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFFFFFFFFFF


def varint(n):
    out = b""
    while n >= 0x80:
        out, n = out + bytes([0x80 | n & 0x7F]), n >> 7
    return out + bytes([n])


def number(field, value):
    return varint(field * 2) + varint(value)


def blob(field, value):
    return varint(field * 2 + 1) + varint(len(value)) + value


def sketch(low, high, total, buckets):
    out = varint(low) + varint(high - low) + varint(total)
    before = None
    for bucket, count in buckets:
        if before is None:
            out += varint(bucket) + varint(count << 1)
        elif bucket == before + 1:
            out += varint(count << 1)
        else:
            out += varint(count << 1 | 1) + varint(bucket - before - 2)
        before = bucket
    return out


def bucket(us):
    shift = us.bit_length() - 7
    return us if us < 64 else (shift << 6) + (us >> shift)


us, ms = [10500, 12250], [11, 13]
row = blob(1, b"orders") + number(9, 128 + 1)
row += number(16, 2) + number(17, 2)  # invocations, costed
row += number(26, 2)  # without time
row += number(48, sum(ms)) + number(49, 128 * sum(ms)) + number(52, (128 - 60) * sum(ms))
row += number(55, sum(n * n for n in us))
row += blob(64, sketch(us[0], us[1], sum(us), [(bucket(n), 1) for n in us]))
row += blob(66, sketch(ms[0], ms[1], sum(ms), [(bucket(n), 1) for n in ms]))
row += blob(80, varint(2) + varint(2) + varint(0))  # no multiple of 100, 50, 1
row += blob(81, varint(128) + varint(60) + varint(2))
ledger = number(1, 1) + number(2, 300) + number(3, 2) + number(4, 2) + number(12, 2)
ledger += blob(33, varint(6) + b"report" + varint(2))
payload = number(1, 0b11) + blob(5, ledger)  # grouped by function and memory
payload += blob(6, varint(0) * 3) + blob(7, varint(0) + varint(1234567) + varint(300))
payload += blob(8, row)
head = struct.pack("<IQ", 1, len(payload))
sys.stdout.buffer.write(b"\x89LRS\r\n\x1a\n" + head + struct.pack("<Q", crc64(head + payload)) + payload)
