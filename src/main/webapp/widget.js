// Defines <mongoose-chat>. Names every module that a reader needs, so that they come all at once.

import './widget/archive.js';
import './widget/i18n.js';
import './widget/login.js';
import './widget/rich.js';
import './widget/store.js';
import './widget/transport.js';
import './widget/xml.js';
import './widget/xmpp.js';
import './widget/ui/card.js';
import './widget/ui/h.js';
import './widget/ui/log.js';
import './widget/ui/style.js';
import { MongooseChat } from './widget/ui/element.js';

MongooseChat.base = import.meta.url;
if (!customElements.get('mongoose-chat')) customElements.define('mongoose-chat', MongooseChat);

export { MongooseChat };
