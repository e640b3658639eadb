#ifndef LAMBDA_REPORT_SRC_BASE_ESCAPING_H_
#define LAMBDA_REPORT_SRC_BASE_ESCAPING_H_

#include <string>
#include <string_view>

namespace lambda_report {

// Text of a log, a file name or a flag is hostile until escaped, once, by the function of
// the sink it goes to.  Nothing is decoded after escaping.
//
// What every function here promises: the result is valid UTF-8 (a broken piece becomes
// U+FFFD) and holds no control character and no invisible one: no C0 (LF, CR and TAB
// neither), DEL, C1, no bidirectional controls, zero width characters, line or paragraph
// separators, tags, soft hyphens, byte order marks.  Those are shown instead: as \x1b up to
// U+00FF, as \u202e and \u{e0001} above.  So one text stays one line, and what a person sees
// is what is there.
//
// Why: CWE-150 (CVE-2021-25743 and its kin), Trojan Source (CVE-2021-42574).

/// Whether the functions below show `value` instead of writing it.
bool is_unsafe(char32_t value) noexcept;

/// For a terminal, and for any plain text that people read.
///
/// Also breaks what a build server would obey in a job's log: "::" at the start of the text
/// (after blanks) and "##" anywhere, as in "::add-mask::", "##[group]", "##vso[", lose
/// their first character to "\x3a" or "\x23".
void escape_terminal(std::string_view text, std::string& out);
std::string escape_terminal(std::string_view text);

/// The inside of a JSON string, without the quotes.  Unsafe characters are \u escapes (and
/// \n, \r, \t, \b, \f), so a reader of the JSON gets the text back as it was, except for
/// broken UTF-8.
void escape_json(std::string_view text, std::string& out);
std::string escape_json(std::string_view text);

/// One cell of CSV: quoted by RFC 4180 where needed.
///
/// A text that a spreadsheet could take for a formula gets a leading "'": where the first
/// character, blanks left aside, is one of = + - @ (full-width ＝ ＋ － ＠ too), or where it
/// begins with TAB, CR, LF or NUL.  A plain number ("-12.5") stays a number.
/// Write numbers of our own without this function.
void escape_csv_cell(std::string_view text, std::string& out);
std::string escape_csv_cell(std::string_view text);

/// Text inside a line, or a table cell, of GitHub Flavored Markdown.  Nothing in it is markup,
/// HTML, a link, a mention (@name) or a reference (#12).  Not for the start of a line.
void escape_markdown_cell(std::string_view text, std::string& out);
std::string escape_markdown_cell(std::string_view text);

/// The same as a code span, for names; made for table cells ('|' is escaped).  An empty text
/// gives nothing.
void escape_markdown_code(std::string_view text, std::string& out);
std::string escape_markdown_code(std::string_view text);

/// HTML text, or an attribute's value in double or single quotes.
void escape_html(std::string_view text, std::string& out);
std::string escape_html(std::string_view text);

/// A finished JSON text as the content of <script type="application/json">: < > & become \u
/// escapes, which inside JSON strings mean the same.  Unlike the others it leaves LF and TAB
/// as they are.  REQUIRES: `json` is JSON.
void escape_script_json(std::string_view json, std::string& out);
std::string escape_script_json(std::string_view json);

/// XML 1.0 text, or an attribute's value in quotes.  U+FFFE and U+FFFF, which XML cannot
/// hold, become U+FFFD.
void escape_xml(std::string_view text, std::string& out);
std::string escape_xml(std::string_view text);

/// A property of a GitHub workflow command, as in "::error title=HERE::": % : , encoded.
void escape_github_command(std::string_view text, std::string& out);
std::string escape_github_command(std::string_view text);

/// The message of a GitHub workflow command, after the second "::".  Line feeds are encoded
/// (%0A), so the message of one command may have several lines.
void escape_github_message(std::string_view text, std::string& out);
std::string escape_github_message(std::string_view text);

/// A label value of OpenMetrics, without the quotes: \ " encoded.
void escape_openmetrics(std::string_view text, std::string& out);
std::string escape_openmetrics(std::string_view text);

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_SRC_BASE_ESCAPING_H_
