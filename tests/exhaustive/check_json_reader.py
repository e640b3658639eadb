#!/usr/bin/env python3
"""check_json_reader.py PROBE: what is JSON and what is not (catalogue 101, 102).

Own documents for each rule of RFC 8259 that JSONTestSuite tries; then 100,000 mutated documents
against Python's json: the same verdict, and what was read is the same to the last character.
"""
import json
import random
import re
import subprocess
import sys

sys.setrecursionlimit(20_000)
DEPTH = 1024  # docs: deeper is broken JSON to us


def ask(documents):
    data = b"".join(b"%d\n%s" % (len(d), d) for d in documents)
    done = subprocess.run([sys.argv[1], "json"], input=data, stdout=subprocess.PIPE, timeout=600)
    lines = done.stdout.decode().split("\n")[:-1]
    if done.returncode != 0 or len(lines) != len(documents):
        sys.exit("the probe answered %d of %d, exit code %d" % (len(lines), len(documents), done.returncode))
    return lines


# ---- 101: must be taken, must be refused, may be either

def accepted():
    numbers = ["0", "-0", "1", "-1", "10", "123456789", "0.0", "0.5", "-0.5", "1.000", "0e1", "0E1", "0e+1", "0e-1", "1e1", "1E22",
               "1e-2", "1E+2", "1.5e10", "-1.5E-10", "1e007", "123456789012345678901234567890", "0.1234567890123456789", "-9223372036854775808",
               "0." + "0" * 80 + "1", "1e400", "1e-400", "9" * 1000]
    strings = ['""', '"a"', '" "', '"\\""', '"\\\\"', '"\\/"', '"/"', '"\\b\\f\\n\\r\\t"', '"\\u0000"', '"\\u0041"', '"\\u00e9"', '"\\u20AC"',
               '"\\uD834\\uDD1E"', '"\\uDBFF\\uDFFF"', '"\\uFFFF"', '"\\u2028\\u2029"', '"\\\\u0041"', '"\\"\\\\"', '"é"', '"€"', '"𝄞"', '"\u2028"',
               '"\u007f"', '"\ufeff"', '"[]{},:"', '"null"', '"\'"', '"//"', '"/* */"', '"' + "x" * 5000 + '"', '"\\u0022"', '"\\u005C"']
    shapes = ["[]", "{}", "[ ]", "{ }", "[1]", "[1,2]", "[1 , 2]", "[[]]", "[[],[]]", "[{}]", '{"a":1}', '{"a":{}}', '{"a":[]}', '{"":0}',
              '{"a":1,"b":2}', '{"a":1,"a":2}', '{"a":1,"a":1}', '{"\\u0000":1}', '{"a":null}', '{"a":true,"b":false}', "[true]", "[false]",
              "[null]", '["a",1,null,true,{}]', '[\n1\n]', "[\r\n1\t]", " []", "[] ", "\n[]\n", "\t{}", '{ "a" : 1 }', '{"a"\n:\n1}',
              '[1,"a",[2,["b"]]]', '{"a":{"b":{"c":[1]}}}', "[" * 500 + "]" * 500, "[" * DEPTH + "]" * DEPTH, '{"a":' * 300 + "1" + "}" * 300,
              "[" + ",".join("0" for _ in range(3000)) + "]", '{"long":"' + "y" * 300 + '"}', "true", "false", "null", "[[[[[1]]]]]",
              '{"\\ud834\\udd1e":1}', '{"é":"€"}', "[1e1,1E1]", '[""]', '{"a":""}']
    return [t.encode() for t in numbers + strings + shapes]


def refused():
    numbers = ["-", "+1", "++1", "01", "-01", "00", "1.", ".5", "-.5", "1.e1", "1..2", "1.2.3", "1e", "1e+", "1e-", "1E", "1e1.5", "1ee1", "1e1e1",
               "0x10", "0X1", "1_000", "1,000", "0b1", "0o7", "NaN", "-NaN", "nan", "Infinity", "-Infinity", "inf", "-inf", "1 2", "- 1", "-a", "1a",
               "1e+ 1", "0.e1", "--1", "1-", "1+1", "0 1", "１", "1eE2", "2.e3", "2.e+3", "-2.", "0.3e", "0.3e+", "9.e+", "-1x", "0e", "0e+", "1.0e",
               "1.0e-", "1.0e+", "-foo", "012", "-012", ".123", "-.123", "1/2", "$1", "1f"]
    strings = ['"', '"a', '"\\"', '"\\', '"\\x41"', '"\\a"', '"\\0"', '"\\1"', '"\\u"', '"\\u1"', '"\\u12"', '"\\u123"', '"\\u12g4"', '"\\U0041"',
               '"\\u{41}"', "'a'", '"a\nb"', '"a\tb"', '"\x00"', '"\x1f"', '"a\rb"', '"a" "b"', '"a"b', 'a"', '""\'', '"\\ "', '"\\\x1b"', '"\\u 041"',
               '"\\ud834\\u"', '"\\ud834\\u1"', '"\\ud834\\x"', '"\\uD834', '`a`', '\\u0041', '"\\\n"', "\u201ca\u201d", '"\\u00A"', '"\\u-041"',
               '"\\u+041"', '"\\u0x41"', '""x', '"\\é"', '"\\u004"', '"\\v"', '"\\e"', '"\\N"', '"\\T"']
    words = ["nul", "nulll", "tru", "truee", "True", "TRUE", "False", "fals", "None", "undefined", "nil", "Null", "t", "n", "f", "truth", "nan",
             "true false", "nulltrue", "no", "yes"]
    shapes = ["", " ", "[", "]", "{", "}", "[[", "[]]", "{}}", "[}", "{]", "[1", "[1,", "[,", "[,1]", "[1,]", "[1,,2]", "[1 2]", "[1;2]", "[1:2]", "[:1]",
              "[1,2", "[[1]", '["a"', '["a",', '["a" "b"]', '["a":1]', "[a]", "['a']", "[1]x", "[1][2]", "[1]]", "[1] 2", '{"a"', '{"a":', '{"a":1',
              '{"a":1,', '{"a":1,}', '{,"a":1}', '{"a":1,,"b":2}', '{"a" 1}', '{"a"=1}', '{"a"::1}', '{:1}', "{1:1}", "{a:1}", "{'a':1}", '{"a":1;"b":2}',
              '{"a":1 "b":2}', '{"a","b"}', '{"a":}', '{"a":,}', '{null:1}', '{true:1}', '{[]:1}', '{"a":1}{"b":2}', '{"a":1}x', '{"a":1}]', '["a":{}]',
              '{"a":[}', '{"a":{]}', "[{]", "/**/[]", "[]/**/", "[1/**/,2]", "//x\n[]", "[]//", "# x\n[]", "[1,#\n2]", "<a>", "{{}}", "[\u00a0]", "[\u20281]",
              "\ufeff\ufeff[]", "[\x0b]", "[\x0c]", "[\x001]", "[1]\x00", "\x00[]", "{\x00}", "*", "[*]", "(1)", "[1.]", "[+1]", "[01]", "[\"\\x\"]", "[tru]",
              "[nul]", '{"a":tru}', '{"a":01}', '{"a":"\\x"}', '{"a\n":1}', '{"\\x":1}', "[" * (DEPTH + 1) + "]" * (DEPTH + 1), "[" * 100_000,
              '{"a":' * 100_000, "[" * 2000 + "1", "{\"\":" * 2000, "[1,\n1\n,1", '["",', '[{},{}', "[[[[", ",", ":", "[1]," "[2]", "a", "[1true]",
              '[1"a"]', '["a"1]', "[{}[]]", '{"a":1"b":2}', "[\\n]", "[\\u0020]", '\\"a\\"']
    return [t.encode("utf-8", "surrogatepass") for t in numbers + strings + words + shapes]


def either():
    """Not UTF-8, lone surrogates, a byte-order mark: no rule says; it must end, and with a verdict."""
    raw = [b'"\xff"', b'"\xe9"', b'"\xc0\xaf"', b'"\xed\xa0\x80"', b'"\xf4\xbf\xbf\xbf"', b'"\xe2\x82"', b'"\x80"', b'"\xfe\xff"', b"\xef\xbb\xbf{}", b"\xef\xbb[]",
           b"\xff\xfe[\x00]\x00", b"\xfe\xff\x00[\x00]", b'"\xc3("', b'["\xf8\x88\x80\x80\x80"]', b'"\xf0\x80\x80\x80"', b'{"\xff":1}', b'"a\xff\\n"']
    surrogates = ['"\\uD800"', '"\\uDFFF"', '"\\uD800a"', '"\\uD800\\n"', '"\\uD800\\u0041"', '"\\uDC00\\uD800"', '"\\uD800\\uD800"',
                  '"\\uD800\\uD800\\uDC00"', '"\\ud800\\\\"', '{"\\uD800":1}', '"\\udbff"', '"x\\udc00y"', '"\\uD83D\\uFFFF"', '["\\uDADA"]', '["\\uD888\\u1234"]',
                  '"\\uD834\\uD834\\uDD1E"', '"\\uDd1e\\uD834"', '"\\ud800\\ud800\\n"']
    return raw + [s.encode() for s in surrogates]


# ---- 102: Python's json as the second reader

class Refused(Exception):
    pass


def second_reader(document):
    """The document as the probe shows it, by Python's json; None: refused.

    Listed differences: Python takes NaN and Infinity, we do not; we take no more than 1,024
    levels; a lone surrogate is U+FFFD to us.  We do not look at UTF-8 here (what is shown is made
    valid later), so the text is decoded byte by byte.
    """
    def refuse(_word):
        raise Refused

    def text(value):
        value = re.sub("[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]", "\ufffd", value)
        # Bytes came as U+0000 to U+00FF, escapes as what they mean: the marks keep them apart.
        return "".join("%02x" % (ord(c) - MARK) if MARK <= ord(c) < MARK + 256 else c.encode("utf-8", "replace").hex() for c in value)

    def shown(value):
        if isinstance(value, Pairs):
            return "{" + "".join("k%s:%s," % (text(k), shown(v)) for k, v in value.pairs) + "}"
        if isinstance(value, list):
            return "[" + "".join(shown(v) + "," for v in value) + "]"
        if isinstance(value, Number):
            return "v" + value.text.encode().hex()
        if isinstance(value, str):
            return "s" + text(value)
        return "v" + {True: "true", False: "false", None: "null"}[value].encode().hex()

    # Bytes above ASCII are moved to a private plane, where no escape of JSON can point.
    decoded = "".join(chr(b) if b < 0x80 else chr(MARK + b) for b in document)
    try:
        value = json.loads(decoded, object_pairs_hook=Pairs, parse_int=Number, parse_float=Number, parse_constant=refuse)
    except (ValueError, Refused):
        return None
    return shown(value)


MARK = 0x10F000


class Pairs:
    def __init__(self, pairs):
        self.pairs = pairs


class Number:
    def __init__(self, text):
        self.text = text


SEEDS = [
    b'{"time":"2026-03-02T10:00:00.000Z","type":"platform.report","record":{"requestId":"r1","metrics":{"durationMs":1.5,"billedDurationMs":2,"memorySizeMB":512}}}',
    b'{"events":[{"message":"a\\tb\\n","timestamp":1772445600000,"ok":true,"no":null}],"token":"f/\\u00e9\\ud83d\\ude00"}',
    b'[1,-2.5e+10,0.001,"x",[[],{}],{"":{"a":[false]}}]', b' { "a" : [ 1 , 2 ] , "b\\\\":"\\"" } \r\n',
    '{"é":"€ 𝄞","k":"日本"}'.encode()]
PIECES = [b'"', b"\\", b"{", b"}", b"[", b"]", b",", b":", b"0", b"-", b".", b"e", b"\\u", b"\\ud83d", b"\\ude00", b"\\u0000", b"null", b"true", b"NaN", b"Infinity",
          b" ", b"\n", b"\t", b"\x00", b"\xff", b"\xc3\xa9", b'"":', b"1e5", b"[[", b"//", b"'"]


def mutated(count):
    dice = random.Random(20260302)
    for _ in range(count):
        text = bytearray(dice.choice(SEEDS))
        for _ in range(dice.choice([0, 1, 1, 1, 2, 3, 6])):
            at = dice.randrange(len(text) + 1)
            what = dice.randrange(6)
            if what == 0 and at < len(text):
                text[at] ^= 1 << dice.randrange(8)
            elif what == 1:
                del text[at:at + dice.choice([1, 1, 2, 8])]
            elif what == 2:
                text[at:at] = dice.choice(PIECES)
            elif what == 3:
                begin = dice.randrange(len(text) + 1)
                text[at:at] = text[begin:begin + dice.randrange(1, 20)]
            elif what == 4:
                del text[at:]
            else:
                text[at:at + 1] = dice.choice(PIECES)
        yield bytes(text)


def main():
    failures = []
    good, bad, free = accepted(), refused(), either()
    for documents, verdict in ((good, True), (bad, False), (free, None)):
        for document, answer in zip(documents, ask(documents)):
            if answer == "not complete" or verdict is not None and (answer != "refused") != verdict:
                failures.append("101 %.80r: %s" % (document, "refused" if verdict else "taken"))
    if len(good) < 95 or len(bad) < 188 or len(free) < 35:
        failures.append("101 %d, %d and %d documents" % (len(good), len(bad), len(free)))

    documents = list(mutated(100_000))
    taken = 0
    for document, answer in zip(documents, ask(documents)):
        second = second_reader(document)
        taken += second is not None
        if answer != (second or "refused"):
            failures.append("102 %r:\n  %s\n  %s" % (document, answer[:300], (second or "refused")[:300]))
    if not 20_000 < taken < 80_000:
        failures.append("102 %d of %d documents are JSON: one side is hardly tried" % (taken, len(documents)))
    print("\n".join(failures[:20]))
    print("%d + %d + %d documents by rule, %d mutated (%d of them JSON), %d differences"
          % (len(good), len(bad), len(free), len(documents), taken, len(failures)))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
