// PUT of the endpoint: what is decided before the body, and where the body goes.
#include <utility>

#include "sync/server/cors.h"
#include "sync/server/endpoint_handler.h"

namespace quietroom::server {
namespace {

/// Everything about a PUT that is known before its body.
struct PutPlan {
  Names names;
  Conditions conditions;
  Existing existing = Existing::kRefuse;
  std::optional<std::uint64_t> size_bytes;
};

class PutSink final : public BodySink {
 public:
  PutSink(FolderStore& store, Request head, PutPlan plan)
      : store_(store), head_(std::move(head)), plan_(std::move(plan)) {}

  std::optional<Response> begin() override {
    if (const auto early = refuse_early()) {
      return refuse_request(head_, *early);
    }
    auto upload = store_.begin_upload(plan_.names, plan_.size_bytes);
    if (!upload.ok()) {
      return refuse_request(head_, upload.error());
    }
    upload_ = std::move(upload).value();
    return std::nullopt;
  }

  std::optional<Response> take(ByteSpan piece) override {
    const auto written = upload_->write(piece);
    return written.ok() ? std::nullopt : std::optional(refuse_request(head_, written.error()));
  }

  Response finish() override {
    const auto written = upload_->commit(plan_.conditions, plan_.existing);
    if (!written.ok()) {
      return refuse_request(head_, written.error());
    }
    Response response;
    response.status = written.value().replaced ? 204 : 201;
    response.fields = {{"etag", written.value().etag}};
    add_cors(response.fields);
    response.log_path = log_path_of(head_.path);
    return response;
  }

 private:
  /// What would be refused at the end is refused now, if it is so already: that saves the upload.
  /// The decision that counts is commit()'s.
  std::optional<Refusal> refuse_early() {
    const bool asks = plan_.conditions.if_match || plan_.conditions.if_none_match;
    if (!asks && plan_.existing == Existing::kReplace) {
      return std::nullopt;
    }
    const auto found = store_.look(plan_.names, asks ? Etags::kGive : Etags::kSkip);
    if (!found.ok()) {
      const bool absent = found.error().status == 404;
      return absent && plan_.conditions.if_match
                 ? std::optional(Refusal{412, "there is nothing to replace"})
                 : std::nullopt;
    }
    if (found.value().folder) {
      return Refusal{405, "this name is that of a folder"};
    }
    if (asks && !hold(plan_.conditions, found.value().etag)) {
      return Refusal{412, "what is there is not what the request expects"};
    }
    return plan_.existing == Existing::kRefuse
               ? std::optional(Refusal{412, "this name is taken, and what it names never changes"})
               : std::nullopt;
  }

  FolderStore& store_;
  Request head_;
  PutPlan plan_;
  std::unique_ptr<Upload> upload_;
};

}  // namespace

Answer<std::unique_ptr<BodySink>> EndpointHandler::admit_put(const Request& head) const {
  const Asked asked = TRY(ask(head, Action::kWrite));
  if (head.path.ends_with('/')) {
    return Refusal{405, "this address is that of a folder"};
  }
  if (head.field("content-range")) {
    return Refusal{400, "an object is written whole"};
  }
  if (head.field("content-encoding").value_or("identity") != "identity") {
    return Refusal{415, "an object is kept as it is sent; no encoding"};
  }
  PutPlan plan;
  plan.names = asked.path.segments;
  plan.conditions = TRY(parse_conditions(head.fields));
  // Only what nobody refers to yet may be written twice: an upload in t/ that is tried again.
  const bool replace = asked.path.area == EndpointPath::Area::kPlain ||
                       asked.path.kind == EndpointPath::Kind::kStaging;
  plan.existing = replace ? Existing::kReplace : Existing::kRefuse;
  plan.size_bytes = head.content_length;
  if (head.content_length.value_or(0) > store_.limits().object_bytes_max) {
    return Refusal{413, "this object is larger than the endpoint takes"};
  }
  return std::unique_ptr<BodySink>(std::make_unique<PutSink>(store_, head, std::move(plan)));
}

Admission EndpointHandler::admit(const Request& head) const {
  Admission admission;
  admission.body_bytes_max = body_bytes_max();
  if (head.method != "PUT" || head.path.substr(kEndpointPrefix.size()).starts_with("-/")) {
    return admission;
  }
  auto sink = admit_put(head);
  if (!sink.ok()) {
    admission.refusal = refuse_request(head, sink.error());
    return admission;
  }
  admission.sink = std::move(sink).value();
  admission.body_bytes_max = store_.limits().object_bytes_max;
  return admission;
}

}  // namespace quietroom::server
