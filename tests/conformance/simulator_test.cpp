// The simulator process itself: what it leaves behind, and when it ends.
#include "tests/conformance/simulator.h"

#include <doctest/doctest.h>
#include <sys/wait.h>

using namespace bancheng::testing;

TEST_CASE("SIGTERM ends a simulator, and its link and socket are gone") {
  Simulator simulator("id-card-reader");
  CHECK(std::filesystem::is_symlink(simulator.folder() / "tty"));
  CHECK(std::filesystem::is_socket(simulator.folder() / "control"));
  const int status = simulator.end();
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
  CHECK(std::filesystem::is_empty(simulator.folder()));
}

TEST_CASE("unplug takes the link away, plug makes it again") {
  Simulator simulator("code-scanner");
  simulator.command("unplug");
  CHECK(!std::filesystem::exists(std::filesystem::symlink_status(simulator.folder() / "tty")));
  simulator.command("plug");
  CHECK(std::filesystem::is_symlink(simulator.folder() / "tty"));
}
