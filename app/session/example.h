// The example case: the public incident of 21 October 2018, with invented people. In memory only.
#pragma once

#include "app/store/store.h"

namespace quietroom::session {

/// Fills an empty store with the example. Errors: the store's.
Status fill_example(store::Store& store);

}  // namespace quietroom::session
