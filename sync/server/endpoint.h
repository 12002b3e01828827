// Puts the file endpoint together: its folder, its tokens, its handler.
#pragma once

#include <memory>

#include "platform/base/result.h"
#include "sync/server/endpoint_handler.h"
#include "sync/server/options.h"

namespace quietroom::server {

/// Everything that the endpoint needs while the server runs.
class Endpoint {
 public:
  /// Opens the data folder of `options`, which this process then holds alone. Errors: kInvalid,
  /// kConflict (another server has it), kIo, kCorrupt; each with a sentence for whoever starts it.
  static Result<std::unique_ptr<Endpoint>> open(const Options& options);

  const Handler& handler() const { return *handler_; }
  /// Removes uploads that nobody came back for within a day. Waits for the disk.
  void clean_up();

 private:
  explicit Endpoint(const std::string& data_folder) : tokens_(data_folder) {}

  FileHandle lock_;
  FileCalls calls_;
  TokenFile tokens_;
  std::unique_ptr<FolderStore> store_;
  std::unique_ptr<EndpointHandler> handler_;
};

}  // namespace quietroom::server
