// @ts-check
// Coming, going, connections and storage.

/**
 * @param {Window} window
 * @param {(event: import('../protocol.js').PageEvent) => void} send
 * @param {() => void} before_leaving Sends what is still in the fields.
 */
export function watch_lifecycle(window, send, before_leaving) {
  const {document, navigator} = window;
  document.addEventListener('visibilitychange', () => {
    const visible = document.visibilityState === 'visible';
    if (!visible) before_leaving();
    send({type: 'lifecycle', phase: visible ? 'visible' : 'hidden'});
  });
  window.addEventListener('pagehide', () => {
    before_leaving();
    send({type: 'lifecycle', phase: 'leaving'});
  });
  // A page that was put aside whole has lost its lock and its files in the meantime.
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) window.location.reload();
  });
  const tell_connection = () => send({type: 'online', online: navigator.onLine});
  window.addEventListener('online', tell_connection);
  window.addEventListener('offline', tell_connection);
  tell_connection();
  // Without an answer there is nothing to tell: not granted yet is not the same as refused.
  navigator.storage?.persisted?.().then((granted) => {
    if (granted) send({type: 'persist', granted});
  });
}

/**
 * Asks the browser to keep the storage.
 * @param {Navigator} navigator
 * @param {(event: import('../protocol.js').PageEvent) => void} send
 */
export async function ask_to_persist(navigator, send) {
  const granted = await navigator.storage?.persist?.().catch(() => false);
  send({type: 'persist', granted: granted === true});
}

/**
 * Has the browser ask before the page is left, while what was written is not on the disk yet. Only
 * then: a page that always listens is never put aside whole, and a question that means nothing
 * teaches people to say yes.
 * @param {Window} window @returns {(message: {any?: boolean}) => void}
 */
export function make_leaving_guard(window) {
  const ask = (/** @type {BeforeUnloadEvent} */ event) => {
    event.preventDefault();
    event.returnValue = true;  // What Safari and older browsers listen to.
  };
  return ({any}) => {
    if (any) window.addEventListener('beforeunload', ask);
    else window.removeEventListener('beforeunload', ask);
  };
}
