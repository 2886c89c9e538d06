#include "shared/pairing/kit.h"

#include "shared/base/check.h"
#include "shared/seal/aead.h"

namespace alongside {
namespace {

Bytes associated_data(const Hash& transcript, const PairingKitPiece& piece) {
  Bytes associated;
  associated.reserve(64);
  for (const View part : {view_of("alongside/pair-kit"), transcript.view()}) {
    append(associated, part);
  }
  associated.push_back(static_cast<std::byte>(piece.index));
  associated.push_back(static_cast<std::byte>(piece.count));
  return associated;
}

}  // namespace

std::vector<PairingKitPiece> seal_kit(const Key& key, const Hash& transcript, View kit,
                                      Random& random) {
  MUST(kit.size() <= kMaxKitBytes);
  const std::size_t full = (kit.size() + kMaxKitPieceBytes - 1) / kMaxKitPieceBytes;
  std::vector<PairingKitPiece> pieces(std::max<std::size_t>(full, 1));
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    pieces[i].index = i;
    pieces[i].count = pieces.size();
    const View part = kit.first(std::min(kit.size(), kMaxKitPieceBytes));
    kit = kit.subspan(part.size());
    append_sealed(pieces[i].sealed, key, associated_data(transcript, pieces[i]), part, random);
  }
  return pieces;
}

Result<Bytes> open_kit_piece(const Key& key, const Hash& transcript, const PairingKitPiece& piece) {
  return open_sealed_bytes(key, associated_data(transcript, piece), piece.sealed);
}

}  // namespace alongside
