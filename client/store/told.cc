#include "client/store/told.h"

#include "client/store/identities.h"
#include "client/store/role_inboxes.h"
#include "shared/base/check.h"
#include "shared/consent/role_words.h"
#include "shared/consent/section_word.h"

namespace alongside {
namespace {

Result<bool> check(const Telling& telling) {
  if (telling.text.empty()) return error(ErrorCode::usage, "Say something.");
  for (const std::string& text : {telling.text, telling.language}) {
    if (text.size() > kMaxToldBytes) return error(ErrorCode::too_large, "Say it in fewer words.");
    if (!is_utf8(text)) return error(ErrorCode::malformed, "That text is not valid UTF-8.");
  }
  return true;
}

Bytes sign_telling(Vault& vault, const Telling& telling) {
  Message message;
  message.recipient = telling.charity;
  message.sender = vault.me();
  message.sender_device = vault.device().id();
  message.kind = static_cast<std::uint64_t>(MessageKind::told);
  message.at = vault.now_ms();
  message.content = encode_told({telling.role, telling.text, telling.language});
  return encode_message(message, vault.device().sign);
}

}  // namespace

Result<Hash> tell(Vault& vault, const Telling& telling) {
  TRY_DO(check(telling));
  TRY_DO(decode_told(encode_told({telling.role, telling.text, telling.language})));
  Transaction transaction(vault.db());
  vault.cards().clear();
  const auto place = role_place(vault, telling.charity, telling.role);
  if (!place) return error(ErrorCode::not_found, "By its card, there is no such role there.");
  const Bytes message = sign_telling(vault, telling);
  const Hash id = message_id(message);
  vault.db()
      .statement(
          "INSERT INTO told (hash, charity, role, message, blob) VALUES (?1, ?2, ?3, ?4, ?5)")
      .bind(1, id)
      .bind(2, author_number(vault.db(), telling.charity))
      .bind(3, telling.role)
      .bind(4, message)
      .bind(5, lay_in_role_inbox(vault, *place, message))
      .run();
  vault.touch();
  transaction.commit();
  return id;
}

std::vector<Told> all_told(Vault& vault) {
  std::vector<Told> list;
  std::vector<DeviceId> devices;
  auto& rows = vault.db().statement(
      "SELECT told.hash, author.root, told.message, told.blob IS NOT NULL, "
      "blob.receipt IS NOT NULL OR blob.place IS NOT NULL FROM told JOIN author ON author.id = "
      "told.charity LEFT JOIN blob "
      "ON blob.id = told.blob ORDER BY told.id");
  while (rows.step()) {
    const auto message = decode_message(rows.blob(2));
    MUST(message);
    const auto words = decode_told(message->content);
    MUST(words);
    Told told;
    told.id = rows.id<Hash>(0);
    told.charity = rows.id<RootId>(1);
    told.role = words->role;
    told.author = message->sender;
    told.at = message->at;
    told.text = words->text;
    told.language = words->language;
    told.from_here = rows.integer(3) != 0;
    told.is_sent = rows.integer(4) != 0;
    list.push_back(std::move(told));
    devices.push_back(message->sender_device);
  }
  for (std::size_t i = 0; i < list.size(); ++i) {
    const auto card = known_card(vault, list[i].author);
    list[i].is_certain = card && card->certified.contains(devices[i]);
  }
  return list;
}

}  // namespace alongside
