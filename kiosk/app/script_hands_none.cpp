#include "kiosk/app/script_hands.h"

namespace bancheng::app {

std::unique_ptr<ScriptHands> make_script_hands(const std::filesystem::path&, ui::Shell&) { return nullptr; }

}  // namespace bancheng::app
