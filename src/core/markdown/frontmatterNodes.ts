import { parseDocument, type Document } from 'yaml';

/**
 * Parses the YAML between the fences into nodes that know their place in it (offsets into `yaml`). Only for blocks
 * that `parseFrontmatter` has read: it is lenient, and a hostile block would be slow.
 */
export function parseYamlNodes(yaml: string): Document.Parsed['contents'] {
  // The check for unique keys is quadratic, and js-yaml has made it already.
  return parseDocument(yaml, {
    keepSourceTokens: true,
    uniqueKeys: false,
    logLevel: 'silent',
    version: '1.2',
  }).contents;
}
