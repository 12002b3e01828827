// @ts-check
// The German words of the page itself.

/** @type {Readonly<Record<keyof typeof import('./en.js').kEnglish, string>>} */
export const kGerman = Object.freeze({
  opening: 'Quietroom wird geöffnet',
  away_title: 'Im kleinen Fenster',
  away:
      'Quietroom ist in dem kleinen Fenster über deinen anderen Fenstern. Schließe es, und ' +
      'es ist wieder hier.',
  bring_back: 'Hierher zurückholen',
  stopped_title: 'Quietroom hat angehalten',
  stopped_why:
      'Im Programm ging etwas schief, und es hielt an, statt zu riskieren, was du ' +
      'geschrieben hast.',
  stopped_safe:
      'Alles, was als gespeichert gezeigt wurde, ist auf diesem Gerät sicher. Öffne es ' +
      'wieder und entsperre es, um weiterzumachen.',
  unsent: 'Das stand noch im Feld. Kopiere es, wenn du sichergehen willst:',
  open_again: 'Wieder öffnen',
  no_graphics_title: 'Quietroom kann hier nicht zeichnen',
  no_graphics_why:
      'Dieser Browser gibt der App kein WebGL 2, womit sie ihre Bildschirme zeichnet. ' +
      'Deine Notizen sind sicher; nichts wurde geändert.',
  no_graphics_helps: 'Was meistens hilft:',
  no_graphics_turn_on:
      'Schalte in den Einstellungen des Browsers die „Hardwarebeschleunigung“ oder ' +
      '„Grafikbeschleunigung“ ein und öffne die App wieder.',
  no_graphics_update:
      'Aktualisiere den Browser: Chrome oder Edge 108, Firefox 111, Safari 17 oder neuer.',
  no_graphics_remote:
      'Auf einem entfernten oder virtuellen Rechner nimm dort einen anderen Browser oder ' +
      'den dieses Geräts.',
  no_graphics_copy:
      'Du kannst trotzdem eine Kopie von allem speichern: eine Datei, verschlüsselt wie ' +
      'hier. Sie öffnet sich mit deiner Passphrase oder deinem Wiederherstellungscode in ' +
      'Quietroom auf einem anderen Gerät.',
  save_copy: 'Kopie speichern',
  insecure_title: 'Diese Adresse ist nicht sicher genug',
  insecure_why:
      'Browser lassen eine App nur über HTTPS oder von diesem Rechner selbst Dateien ' +
      'behalten und offline arbeiten. Diese Seite wurde über einfaches HTTP geöffnet, ' +
      'deshalb könnte Quietroom keine einzige Zeile behalten.',
  insecure_here: 'Auf dem Rechner, auf dem es läuft, öffne `http://localhost` mit demselben Port.',
  insecure_elsewhere:
      'Von einem anderen Gerät öffne es mit einer Adresse, die mit `https://` beginnt. Der ' +
      'Server nimmt ein Zertifikat mit `--tls-cert` und `--tls-key` oder steht hinter ' +
      'nginx oder Apache; die Anleitung zum Betrieb zeigt, wie.',
  old_browser_title: 'Dieser Browser ist zu alt',
  old_browser_why:
      'Quietroom läuft ganz auf deinem Gerät und braucht Dinge, die dieser Browser noch ' +
      'nicht hat.',
  old_browser_which:
      'Es läuft in Chrome, Edge und anderen Chromium-Browsern ab 108, in Firefox ab 111 ' +
      'und in Safari ab 17.',
  copy_failed:
      'Auf diesem Gerät ist noch kein Speicher, oder ein anderes Fenster hat ihn offen. ' +
      'Schließe andere Fenster mit Quietroom und versuch es noch einmal.',
  too_large: 'Die Datei ist zu groß für dieses Gerät.',
});
