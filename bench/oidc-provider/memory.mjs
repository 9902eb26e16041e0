/**
 * An in-memory adapter. The package's own adapter holds at most a thousand entries, but the runs keep thousands of grants. Every
 * operation takes constant time.
 */
const entries = new Map();
const keysOfGrants = new Map();

export class Memory {
  constructor(model) {
    this.model = model;
  }

  key(id) {
    return `${this.model}:${id}`;
  }

  async upsert(id, payload) {
    const key = this.key(id);
    entries.set(key, payload);
    if (payload.uid) entries.set(`uid:${payload.uid}`, key);
    if (payload.grantId && this.model !== 'Session') {
      const keys = keysOfGrants.get(payload.grantId);
      if (keys) keys.add(key);
      else keysOfGrants.set(payload.grantId, new Set([key]));
    }
  }

  async find(id) {
    return entries.get(this.key(id));
  }

  async findByUid(uid) {
    return entries.get(entries.get(`uid:${uid}`));
  }

  async findByUserCode() {
    return undefined;
  }

  async consume(id) {
    entries.get(this.key(id)).consumed = Math.floor(Date.now() / 1000);
  }

  async destroy(id) {
    entries.delete(this.key(id));
  }

  async revokeByGrantId(grantId) {
    for (const key of keysOfGrants.get(grantId) ?? []) entries.delete(key);
    keysOfGrants.delete(grantId);
  }
}
