// @ts-check
// What the person has set in their system, and the language, now and whenever it changes.

const kQueries = {
  dark: '(prefers-color-scheme: dark)',
  reduced_motion: '(prefers-reduced-motion: reduce)',
  high_contrast: '(prefers-contrast: more)',
  forced_colours: '(forced-colors: active)',
  touch: '(pointer: coarse)',
  installed: '(display-mode: standalone)',
};

/**
 * @param {Window} window
 * @param {import('./language.js').PageLanguage} language
 * @param {(event: import('../protocol.js').PageEvent) => void} send
 */
export function watch_preferences(window, language, send) {
  const queries = Object.entries(kQueries)
      .map(([name, query]) => /** @type {const} */ ([name, window.matchMedia(query)]));
  const tell = () => {
    const preferences = Object.fromEntries(queries.map(([name, query]) => [name, query.matches]));
    // iOS says it in its own way.
    if (/** @type {any} */ (window.navigator).standalone === true) preferences.installed = true;
    send(/** @type {any} */ ({type: 'preferences', ...preferences, language: language.spoken,
      language_choice: language.choice}));
  };
  for (const [, query] of queries) query.addEventListener('change', tell);
  language.on_change(tell);
  tell();
}
