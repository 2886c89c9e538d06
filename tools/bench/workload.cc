#include "tools/bench/workload.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace alongside {
namespace {

[[noreturn]] void give_up(const std::string& why) {
  std::fprintf(stderr, "%s\n", why.c_str());
  std::exit(2);
}

WorkloadRow read_row(const std::string& line, bool with_side) {
  std::istringstream in(line);
  std::vector<std::string> columns;
  for (std::string column; std::getline(in, column, '\t');) columns.push_back(column);
  const std::size_t skip = with_side ? 1 : 0;
  if (columns.size() != 8 + skip) give_up("The workload file is not what it should be.");
  WorkloadRow row;
  if (with_side) row.side = columns[0].front();
  row.at = std::stoll(columns[skip]);
  const auto id = from_base64(columns[skip + 4]);
  const auto record = id ? EntityId::from(*id) : Result<EntityId>(id.error());
  if (!record) give_up("The workload file has a record id that is not 16 bytes.");
  row.record = *record;
  row.field = std::stoull(columns[skip + 5]);
  row.value = columns[skip + 7];
  return row;
}

}  // namespace

std::vector<WorkloadRow> read_workload(const std::string& path, bool with_side) {
  std::ifstream in(path);
  if (!in) give_up("There is no workload file at " + path + ".");
  std::vector<WorkloadRow> rows;
  for (std::string line; std::getline(in, line);) rows.push_back(read_row(line, with_side));
  return rows;
}

}  // namespace alongside
