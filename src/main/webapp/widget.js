// Defines <mongoose-chat>. The imports name every module, so that a browser fetches them all at
// once and not one level after the other.

import './widget/xml.js';
import './widget/transport.js';
import './widget/xmpp.js';
import './widget/muc.js';
import './widget/store.js';
import './widget/memory.js';
import './widget/rich.js';
import './widget/i18n.js';
import './widget/ui/h.js';
import './widget/ui/style.js';
import './widget/ui/log.js';
import './widget/ui/people.js';
import './widget/ui/composer.js';
import './widget/ui/footer.js';
import './widget/ui/frame.js';
import { MongooseChat } from './widget/ui/element.js';

MongooseChat.base = import.meta.url;
// Two copies of the script on one page are a mistake of the page, but no reason to fail
if (!customElements.get('mongoose-chat')) customElements.define('mongoose-chat', MongooseChat);

export { MongooseChat };
