#include "app/tool/options.h"

namespace quietroom::tool {

std::string_view options_help() {
  return R"(quietroom-sync: brings a store and its file endpoint together, and looks after both, from scripts.

  quietroom-sync COMMAND --store FOLDER [flags]
  quietroom-sync check | doctor | export | heal --address URL --token-file FILE [flags]

COMMANDS
  init     opens a saved copy into FOLDER, as a new device of the person whose copy it is
             --copy FILE             the copy that the app has saved
             --recovery-file FILE    open it with the 24 words instead; then a new passphrase is
                                     asked for, or read from --passphrase-file
             --address, --token-file an endpoint; without them the one that the copy names
  status   what the store knows; asks nobody
  pull     takes in what is new at the endpoint. Sends what only this store has, and nothing else
  push     the same, until nothing is here only; tells the other devices what has arrived here
  check    looks whether the endpoint has everything that it must have: names, sizes, gaps; with a
           store, also whether it has less, or something else, than the store has seen
             --read-data             fetches every object as well and verifies it; with a store,
                                     opens it
  heal     fills an endpoint again that has lost something
             --store FOLDER          with what this store has written
             --from FOLDER           with what "export --to" has kept; needs no store
  doctor   examines the server
             --origin ORIGIN         and whether the app at this address may use it from a browser
  export   makes a backup, encrypted as it is; there is no other
             --to FOLDER             the objects at the endpoint. Run again, it fetches what is new
             --prune                 removes from FOLDER what a newer pack has replaced
             --copy FILE             a saved copy of the store, for the app; needs no passphrase

FLAGS
  --passphrase-file FILE   of the store; "-" is the standard input. Without it, the terminal asks
  --token-file FILE        the token, or the password of "https://name@host/path"; "-" likewise
  --vault ID               without a store: only this vault; repeatable
  --ca FILE                PEM certificates to trust instead of the system's
  --json                   the answer as one JSON object
  --help                   this

A file with a secret must be closed to other users (chmod 600). A secret is never an argument.

EXIT STATUS
  0  all is well
  1  something was found: it is listed
  2  the command line is not right
  3  the endpoint could not be used: not reached, or it refused
  4  this side could not: the passphrase, the store, the disk; or another program has the store

The store can be killed at any moment and is whole afterwards. docs/sync-tool.md has more.
)";
}

}  // namespace quietroom::tool
