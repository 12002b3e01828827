// @ts-check
// The English words of the page itself; those of index.html stand there too, for before this is read.

export const kEnglish = Object.freeze({
  opening: 'Opening Quietroom',
  away_title: 'In the small window',
  away:
      'Quietroom is in the small window above your other windows. Close that one, and it ' +
      'is here again.',
  bring_back: 'Bring it back here',
  stopped_title: 'Quietroom has stopped',
  stopped_why:
      'Something in the program went wrong, and it stopped rather than risk what you have ' +
      'written.',
  stopped_safe:
      'Everything that was shown as saved is safe on this device. Open it again and unlock ' +
      'to go on.',
  unsent: 'This was still in the field. Copy it if you want to be sure of it:',
  open_again: 'Open again',
  no_graphics_title: 'Quietroom cannot draw here',
  no_graphics_why:
      'This browser gives the app no WebGL 2, which it draws its screens with. Your notes ' +
      'are safe; nothing was changed.',
  no_graphics_helps: 'What usually helps:',
  no_graphics_turn_on:
      'Turn on “hardware acceleration” or “graphics acceleration” in the browser\'s ' +
      'settings, then open the app again.',
  no_graphics_update: 'Update the browser: Chrome or Edge 108, Firefox 111, Safari 17 or newer.',
  no_graphics_remote:
      'On a remote or virtual machine, use another browser there, or this device\'s own.',
  no_graphics_copy:
      'You can still save a copy of everything: one file, encrypted as it is here. It ' +
      'opens with your passphrase or your recovery code in Quietroom on another device.',
  save_copy: 'Save a copy',
  insecure_title: 'This address is not secure enough',
  insecure_why:
      'Browsers let an app keep files and work offline only over HTTPS, or from this very ' +
      'machine. This page was opened over plain HTTP, so Quietroom could not keep a single ' +
      'line.',
  insecure_here: 'On the machine where it runs, open `http://localhost` with the same port.',
  insecure_elsewhere:
      'From another device, open it with an address that begins with `https://`. The ' +
      'server takes a certificate with `--tls-cert` and `--tls-key`, or stands behind ' +
      'nginx or Apache; the deployment guide shows how.',
  old_browser_title: 'This browser is too old',
  old_browser_why:
      'Quietroom runs entirely on your device and needs things that this browser does not ' +
      'have yet.',
  old_browser_which:
      'It works in Chrome, Edge and other Chromium browsers from 108, in Firefox from 111 ' +
      'and in Safari from 17.',
  copy_failed:
      'There is no store on this device yet, or another window has it open. Close other ' +
      'windows with Quietroom and try again.',
  too_large: 'The file is too large for this device.',
});
