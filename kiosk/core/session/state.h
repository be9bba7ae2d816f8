#pragma once
namespace bancheng::core::session { struct State{}; }
