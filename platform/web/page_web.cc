#include "platform/web/page_web.h"

#include "platform/bridge/bridge.h"
#include "platform/web/imports.h"

namespace quietroom {

void PageWeb::send(PageRequest request) {
  const PageMessage message = page_message_from_request(std::move(request));
  qr_js_request(message.json.data(), message.json.size(), message.bytes.data(),
                message.bytes.size());
}

}  // namespace quietroom
