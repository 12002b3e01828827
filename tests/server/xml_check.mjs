// Refuses what is not well-formed XML, with a parser that shares no code with the server.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';

/** Parses `text` with Python's expat; a failure says where. */
export function checkXml(text) {
  const program = 'import sys, xml.dom.minidom; xml.dom.minidom.parseString(sys.stdin.buffer.read())';
  const { status, stderr } = spawnSync('python3', ['-c', program], { input: text });
  assert.equal(status, 0, String(stderr));
}
