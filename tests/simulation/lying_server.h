#pragma once

#include "tests/simulation/world.h"

namespace alongside {

// A server that lies: it signs, with the key that everybody pinned, what is not so. It knows all
// that a server knows, and also where each device stands, so that many of its lies fit together.
// It withholds streams, hands out blobs of others, changes their order, says closed of what is not,
// feigns losses, refuses what it kept, gives receipts for what it throws away, repeats old answers,
// tells false times.

// What the server of this world answers while it lies: now and then the truth.
std::optional<HttpAnswer> answer_with_lies(World& world, std::size_t device,
                                           const HttpRequest& request, const Token& token);

// It begins or stops to lie. When it stops, it starts anew and says so: what it threw away in
// inboxes nobody can see before.
void let_it_lie(World& world, bool lies);

}  // namespace alongside
