// Result<T>: a value or an Error. Product code has no exceptions; see docs/decisions/0001.
#pragma once

#include <optional>
#include <utility>
#include <variant>

#include "platform/base/check.h"
#include "platform/base/error.h"

namespace quietroom {

/// Either a T or an Error. Reading the wrong one is a bug and stops the program.
template <typename T>
class [[nodiscard]] Result {
 public:
  using Value = T;
  Result(T value)
      : state_(std::in_place_index<0>, std::move(value)) {}  // NOLINT: implicit on purpose
  Result(Error error)
      : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT: implicit on purpose

  bool ok() const { return state_.index() == 0; }
  const T& value() const& {
    CHECK_THAT(ok(), "value() of a failed Result");
    return *std::get_if<0>(&state_);
  }
  T& value() & {
    CHECK_THAT(ok(), "value() of a failed Result");
    return *std::get_if<0>(&state_);
  }
  T value() && {
    CHECK_THAT(ok(), "value() of a failed Result");
    return std::move(*std::get_if<0>(&state_));
  }
  const Error& error() const {
    CHECK_THAT(!ok(), "error() of a good Result");
    return *std::get_if<1>(&state_);
  }

 private:
  std::variant<T, Error> state_;
};

/// Success, or an Error. `return {};` means success.
template <>
class [[nodiscard]] Result<void> {
 public:
  using Value = void;
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}  // NOLINT: implicit on purpose

  bool ok() const { return !error_.has_value(); }
  void value() const { CHECK_THAT(ok(), "value() of a failed Status"); }
  const Error& error() const {
    CHECK_THAT(!ok(), "error() of a good Status");
    return *error_;
  }

 private:
  std::optional<Error> error_;
};

using Status = Result<void>;

}  // namespace quietroom

/// The value of `expression` (a Result or Status), or: return its Error from this function.
/// One TRY a statement. With a context: TRY_IN("open store", expression).
#define TRY(expression)                 \
  __extension__({                       \
    auto try_result_ = (expression);    \
    if (!try_result_.ok()) [[unlikely]] \
      return try_result_.error();       \
    std::move(try_result_).value();     \
  })

#define TRY_IN(where, expression)               \
  __extension__({                               \
    auto try_result_ = (expression);            \
    if (!try_result_.ok()) [[unlikely]]         \
      return try_result_.error().within(where); \
    std::move(try_result_).value();             \
  })
