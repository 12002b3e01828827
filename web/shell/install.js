// @ts-check
// The browser's offer to install the app, kept until the person asks for it.

/**
 * @param {Window} window
 * @param {(event: import('../protocol.js').PageEvent) => void} send
 * @returns {() => void} Shows the browser's dialog.
 */
export function watch_install(window, send) {
  /** @type {any} */
  let offer = null;
  window.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    offer = event;
    send({type: 'install', available: true});
  });
  window.addEventListener('appinstalled', () => {
    offer = null;
    send({type: 'install', available: false});
  });
  return () => {
    // An offer can be used once; if it is declined, the browser makes a new one in its own time.
    offer?.prompt();
    offer = null;
    send({type: 'install', available: false});
  };
}
