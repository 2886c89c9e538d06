#pragma once

#include <vector>

#include "shared/pairing/message.h"

namespace alongside {

// The kit: what the new device needs to open the vault's contents, as bytes that mean nothing here.
inline constexpr std::size_t kMaxKitBytes = kMaxKitPieces * kMaxKitPieceBytes;  // 16 MiB

// Seals a kit into pieces, each bound to its place, to the number of pieces and to the transcript.
// An empty kit is one empty piece. Requires: kit.size() <= kMaxKitBytes.
std::vector<PairingKitPiece> seal_kit(const Key& key, const Hash& transcript, View kit,
                                      Random& random);

// What one piece holds. Errors: bad_signature.
Result<Bytes> open_kit_piece(const Key& key, const Hash& transcript, const PairingKitPiece& piece);

}  // namespace alongside
