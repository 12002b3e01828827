// Requests to the page, sent as messages through the worker.
#pragma once

#include "platform/host.h"

namespace quietroom {

class PageWeb final : public PageOut {
 public:
  void send(PageRequest request) override;
};

}  // namespace quietroom
