#pragma once

#include "client/cli/answer.h"
#include "client/store/erase_record.h"

namespace alongside {

// What is said of whole records that are to be erased, or were.

// It was asked for just now: when it is carried out, what goes with it, and what does not.
Answer asked_to_erase(Vault& vault, const RecordToErase& asked);

// When the wait is over: {"asked", "over": ms or null}.
nlohmann::json json_of(const RecordToErase& record);
std::string words_of(const RecordToErase& record);

// Of these records, or of all where there are none: into "records", and the words behind what is
// there.
void add_records(Vault& vault, const std::vector<SpaceId>& only, Answer& into);

// Of an entry or a record: whether it may still lie at the server, and which devices have not
// confirmed.
nlohmann::json json_of(const std::vector<Unconfirmed>& unconfirmed);
std::string words_of_rest(Vault& vault, bool is_at_server,
                          const std::vector<Unconfirmed>& unconfirmed);

}  // namespace alongside
