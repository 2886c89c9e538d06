#pragma once

#include <string>

#include "tests/client/driver/app_under_test.h"

namespace alongside {

// Takes a picture of what is on, on every kind of screen, and fails the test for what is cut, too
// small to press, or over something else.
void take_pictures(const std::string& name, AppUnderTest& app);

}  // namespace alongside
