// Answer<T>: what was asked for, or the status and the sentence that a client gets instead. Like
// Result<T>, which TRY reads alike; not for errors that no client sees.
#pragma once

#include <optional>
#include <string_view>
#include <utility>
#include <variant>

#include "platform/base/check.h"
#include "platform/base/result.h"

namespace quietroom::server {

/// Why a request gets nothing.
struct Refusal {
  unsigned status = 0;   ///< 400 to 599.
  std::string_view why;  ///< A literal, for the reply.
};

/// Either a T or a Refusal. Reading the wrong one is a bug and stops the program.
template <typename T>
class [[nodiscard]] Answer {
 public:
  Answer(T value) : state_(std::in_place_index<0>, std::move(value)) {}    // NOLINT: on purpose
  Answer(Refusal why) : state_(std::in_place_index<1>, std::move(why)) {}  // NOLINT: on purpose

  bool ok() const { return state_.index() == 0; }
  const T& value() const& {
    CHECK_THAT(ok(), "value() of a refusal");
    return *std::get_if<0>(&state_);
  }
  T& value() & {
    CHECK_THAT(ok(), "value() of a refusal");
    return *std::get_if<0>(&state_);
  }
  T value() && {
    CHECK_THAT(ok(), "value() of a refusal");
    return std::move(*std::get_if<0>(&state_));
  }
  const Refusal& error() const {
    CHECK_THAT(!ok(), "error() of a good Answer");
    return *std::get_if<1>(&state_);
  }

 private:
  std::variant<T, Refusal> state_;
};

/// Done, or a Refusal. `return {};` means done.
template <>
class [[nodiscard]] Answer<void> {
 public:
  Answer() = default;
  Answer(Refusal why) : refusal_(why) {}  // NOLINT: implicit on purpose

  bool ok() const { return !refusal_.has_value(); }
  void value() const { CHECK_THAT(ok(), "value() of a refusal"); }
  const Refusal& error() const {
    CHECK_THAT(!ok(), "error() of a good Answer");
    return *refusal_;
  }

 private:
  std::optional<Refusal> refusal_;
};

}  // namespace quietroom::server
