#include <filesystem>
#include <fstream>
#include <iostream>

#include "render/hostile_names.h"
#include "render/sample_report.h"

// Writes the sample reports in every format into a folder, NAME.FORMAT, for
// check_formats.py, which reads each with a reader that is not ours.

int main(int argc, char** argv) {
  using lambda_report::Renderer;
  using lambda_report::Report;
  if (argc != 2) {
    std::cerr << "usage: render_samples FOLDER\n";
    return 2;
  }
  const std::pair<std::string, Report> reports[] = {
      {"full", lambda_report::sample::report()},
      {"partial", lambda_report::sample::partial_report()},
      {"empty", lambda_report::sample::empty_report()},
      {"hostile", lambda_report::sample::hostile_report(lambda_report::sample::hostile_names())}};
  for (const auto& [name, report] : reports) {
    for (const Renderer* renderer : lambda_report::all_renderers()) {
      const std::string id(renderer->id());
      std::ofstream out(std::filesystem::path(argv[1]) / (name + "." + id), std::ios::binary);
      out << lambda_report::sample::rendered(id, report);
      if (!out.flush()) return 4;
    }
  }
  return 0;
}
