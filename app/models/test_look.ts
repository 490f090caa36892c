import { TestLookSchema } from '#database/schema'

/** One look at a sealed test range; it is never deleted. */
export default class TestLook extends TestLookSchema {
  static table = 'test_looks'
}
