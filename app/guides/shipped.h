// The JSON files of this folder as they were when the program was built (cmake/embed.cmake).
#pragma once

#include <string_view>

namespace quietroom {

std::string_view shipped_classic();
std::string_view shipped_strict_learning();
std::string_view shipped_decision_points();
std::string_view shipped_recall_aid();
std::string_view shipped_not_a_responder();
std::string_view shipped_by_message();
std::string_view shipped_own_debrief();
std::string_view shipped_outreach();
std::string_view shipped_probes();
std::string_view shipped_consent_text();

std::string_view shipped_classic_de();
std::string_view shipped_strict_learning_de();
std::string_view shipped_decision_points_de();
std::string_view shipped_recall_aid_de();
std::string_view shipped_not_a_responder_de();
std::string_view shipped_by_message_de();
std::string_view shipped_own_debrief_de();
std::string_view shipped_outreach_de();
std::string_view shipped_probes_de();
std::string_view shipped_consent_text_de();

}  // namespace quietroom
