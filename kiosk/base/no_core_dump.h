// What every program that holds person data or keys does first: its memory never becomes a file.
#pragma once

namespace bancheng::base {

/// From here on a crash leaves no core dump of this process. Of a terminal's or a hall's program the memory can also no longer
/// be read by other processes of the same user (it is not dumpable, which a helper that takes core dumps by pipe heeds too); a
/// simulation's stays readable, because a scenario proves there that nothing of a person was left. Which of the two is linked
/// together with the clock (make_process_clock()).
void forbid_core_dumps();

/// The part that both have in common, and all of it for a helper that serves both: no core file, here and in children.
void forbid_core_files();

}  // namespace bancheng::base
