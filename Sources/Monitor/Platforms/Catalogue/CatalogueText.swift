// swift-format-ignore-file
// Made by scripts/catalogue; changes belong in scripts/lib/catalogue-corrections.tsv.

/// Names and addresses of status pages, a line each, sorted by id: id, name, page, platform, aliases, where it is read; empty fields at the end are left out.
/// A literal: part of the program's file, and in memory only where it is read.
enum CatalogueText {
    static let lines = #"""
1password|1Password|https://status.1password.com|statuspage|1password.com 1password.statuspage.io
20i|20i|https://stackstatus.com||stackstatus.com
3ncrypt3d|3NCRYPT3D|http://status.3ncrypt3d.com||3ncrypt3d.com
3stepit|3stepIT|https://status.3stepit.com||3stepit.com
8base|8base|https://status.8base.com||8base.com
8x8|8x8|https://status.8x8.com||8x8.com
ably|Ably|https://status.ably.com||ably.com
abnormal-security|Abnormal Security|https://abnormalsecurity.statuspage.io|statuspage|abnormalsecurity.statuspage.io
absurd-design|Absurd Design|https://status.absurd.design
abuseipdb|AbuseIPDB|https://status.abuseipdb.com||abuseipdb.com
acoustic|Acoustic|https://status.goacoustic.com|statuspage|goacoustic.com
acquia|Acquia|https://status.acquia.com|statuspage|acquia.com
acronis|Acronis|https://kb.acronis.com/tag/status
actionstep|Actionstep|https://status.actionstep.com||actionstep.com
activecampaign|ActiveCampaign|https://status.activecampaign.com||activecampaign.com
ada|Ada|https://status.ada.support||ada.support
adalo|Adalo|https://status.adalo.com||adalo.com
adaptavist-cloud-apps|Adaptavist Cloud Apps|https://status.connect.adaptavist.com||connect.adaptavist.com
addigy|Addigy|https://status.addigy.com||addigy.com
adobe|Adobe|https://status.adobe.com||adobe.com
airbase|Airbase|https://status.airbase.com|statuspage|airbase.com
airbrake|Airbrake|https://status.airbrake.io|statuspage|airbrake.io
airgateway|AirGateway|https://status.airgateway.com||airgateway.com
airship-eu|Airship (EU)|https://status.airship.eu
airship-us|Airship (US)|https://status.airship.com||airship.com
airtable|Airtable|https://status.airtable.com|statuspage|airtable.com
aiven|Aiven|https://status.aiven.io|incident.io|aiven.io
akamai|Akamai|https://www.akamaistatus.com|statuspage|akamaistatus.com
akamai-edge-dns|Akamai Edge DNS|https://edgedns.status.akamai.com||edgedns.status.akamai.com
alchemy|Alchemy|https://status.alchemy.com||alchemy.com
alert-logic|Alert Logic|https://status.alertlogic.com|statuspage|alertlogic.com
algolia|Algolia|https://status.algolia.com||algolia.com
alibaba-cloud|Alibaba Cloud|https://status.alibabacloud.com||alibabacloud.com
alienvault|AlienVault|https://status.alienvault.cloud||alienvault.cloud
allegro|Allegro|https://www.allegrostatus.pl||allegrostatus.pl
alloy|Alloy|https://status.alloy.com||alloy.com
alphavps|Alphavps|https://status.alphavps.com||alphavps.com
alto-pharmacy|Alto Pharmacy|https://support.altosoftware.co.uk/hc/en-gb/articles/16715261983633-Alto-Service-Status
amazon-marketplace-web-service|Amazon Marketplace Web Service|http://status.mws.amazon.com||mws.amazon.com
amplified-it|Amplified IT|https://www.amplifiedit.com/status
amplitude|Amplitude|https://status.amplitude.com||amplitude.com
amsoil-inc|AMSOIL INC.|https://status.amsoil.com||amsoil.com
anchor-host|Anchor Host|https://anchorhost.statuspage.io|statuspage|anchorhost.statuspage.io
anthropic|Anthropic|https://status.claude.com|statuspage|claude claude.com anthropic.com
anvil|Anvil|https://status.useanvil.com||useanvil.com
apaleo|Apaleo|https://status.apaleo.com||apaleo.com
api-video|api.video|https://status.api.video
apify|Apify|https://status.apify.com||apify.com
apigee|Apigee|https://status.apigee.com||apigee.com
apollo|Apollo|http://status.apollographql.com||apollographql.com
appen|Appen|https://status.appen.com||appen.com
appian|Appian|https://www.appian.com/trust/status
apple|Apple|https://www.apple.com/support/systemstatus|apple|icloud|https://www.apple.com/support/systemstatus/data/system_status_en_US.js
apple-developer|Apple Developer|https://developer.apple.com/system-status|apple||https://www.apple.com/support/systemstatus/data/developer/system_status_en_US.js
appriver|AppRiver|https://status.appriver.com||appriver.com
appsflyer|Appsflyer|https://status.appsflyer.com||appsflyer.com
appsignal|AppSignal|https://status.appsignal.com||appsignal.com
appveyor|AppVeyor|https://status.appveyor.com||appveyor.com
appwrite|Appwrite|https://status.appwrite.io||appwrite.io
aptible|Aptible|https://status.aptible.com|statuspage|aptible.com
apwide|Apwide|https://apwide.statuspage.io|statuspage|apwide.statuspage.io
aqua|Aqua|https://status.aquasec.com||aquasec.com
area-1|Area 1|https://status.area1security.com||area1security.com
ariscloud|Ariscloud|https://status-public.ariscloud.com|statuspage|status-public.ariscloud.com
arista-cloudvision|Arista Cloudvision|https://status.arista.io||arista.io
armor|Armor|https://status.armor.com||armor.com
array|Array|https://status.array.com||array.com
artifactoryonline|Artifactoryonline|http://status.artifactoryonline.com|statuspage|artifactoryonline.com
asana|Asana|https://trust.asana.com|statuspage|trust.asana.com
asana-com|Asana (asana.com)|https://status.asana.com
ashby|Ashby|https://status.ashbyhq.com||ashbyhq.com
aspex|Aspex|https://status.aspex.be||aspex.be
assembla|Assembla|https://status.assembla.com||assembla.com
assembled|Assembled|https://status.assembled.com||assembled.com
atera|Atera|https://status.atera.com||atera.com
athennian|Athennian|https://athennian.statuspage.io|statuspage|athennian.statuspage.io
atlassian|Atlassian|https://status.atlassian.com|statuspage|atlassian.com
atlassian-access|Atlassian Access|https://access.status.atlassian.com|statuspage|access.status.atlassian.com
atlassian-developer|Atlassian Developer|https://developer.status.atlassian.com|statuspage|developer.status.atlassian.com
atlassian-partners|Atlassian Partners|https://partners.status.atlassian.com|statuspage|partners.status.atlassian.com
atlassian-statuspage|Atlassian Statuspage|https://metastatuspage.com|statuspage|metastatuspage.com
atlassian-support|Atlassian Support|https://support.status.atlassian.com|statuspage|support.status.atlassian.com
atspoke|atSpoke|https://status.askspoke.com||askspoke.com
aurorasolar|AuroraSolar|https://status.aurorasolar.com|statuspage|aurorasolar.com
auth0|Auth0|https://status.auth0.com|statuspage|auth0.com
authentic8|Authentic8|https://status.authentic8.com||authentic8.com
authorize-net|Authorize.Net|https://status.authorize.net|statuspage
autodesk|Autodesk|https://health.autodesk.com||health.autodesk.com
automation-anywhere|Automation Anywhere|https://status.apeople.automationanywhere.com||apeople.automationanywhere.com
automattic|Automattic|https://automatticstatus.com||automatticstatus.com
automox|Automox|https://status.automox.com||automox.com
autospf|AutoSPF|https://status.autospf.com||autospf.com
auvik|Auvik|https://status.auvik.com||auvik.com
avalara|Avalara|https://status.avalara.com|statuspage|avalara.com
avanan|Avanan|https://status.avanan.com||avanan.com
avast|Avast|https://status.cloudcare.avg.com||cloudcare.avg.com
avaya-cloud|Avaya Cloud|https://status.avayacloud.com||avayacloud.com
aveva|AVEVA|https://status.connect.aveva.com||connect.aveva.com
aviator|Aviator|https://status.aviator.co||aviator.co
avigilon|Avigilon|https://status.openpath.com||openpath.com
aws|AWS|https://health.aws.amazon.com/health/status|aws|amazon amazonwebservices aws.amazon.com|https://status.aws.amazon.com/rss/all.rss https://health.aws.amazon.com/public/currentevents
axcient|Axcient|https://status.axcient.com||axcient.com
axiom|Axiom|https://status.axiom.co||axiom.co
axios|Axios|https://status.axioshq.com||axioshq.com
axis-communications|Axis Communications|https://status.axis.com||axis.com
axway|Axway|https://status.axway.com||axway.com
azure|Azure|https://azure.status.microsoft/en-us/status|azure|microsoftazure azurestatuscdn.azureedge.net|https://rssfeed.azure.status.microsoft/en-us/status/feed/
azure-devops|Azure DevOps|https://status.dev.azure.com||ado dev.azure.com|https://status.dev.azure.com/_rss
b2c2|B2C2|https://status.b2c2.com||b2c2.com
balena|Balena|https://status.balena.io||balena.io
bamboohr|BambooHR|https://status.bamboohr.com||bamboohr.com
bandwidth|Bandwidth|http://status.bandwidth.com|statuspage|bandwidth.com
baremetrics|Baremetrics|http://status.baremetrics.com|statuspage|baremetrics.com
barracuda|Barracuda|https://status.barracuda.com||barracuda.com
barracuda-msp|Barracuda MSP|https://mwrmm.statuspage.io|statuspage|mwrmm.statuspage.io mwrmm
basecamp|Basecamp|https://www.basecampstatus.com|statuspage|basecampstatus.com
basedash|Basedash|https://status.basedash.com||basedash.com
beanstalk|Beanstalk|https://status.beanstalkapp.com||beanstalkapp.com
bentley-systems|Bentley Systems|https://statuspage.openground.bentley.com||statuspage.openground.bentley.com
better-stack|Better Stack|https://status.betterstack.com|better-stack|betterstack.com
bettercloud|BetterCloud|https://status.bettercloud.com||bettercloud.com
bexio|Bexio|https://www.bexio-status.com||bexio-status.com
bigcommerce|BigCommerce|https://status.bigcommerce.com|statuspage|bigcommerce.com
bigleaf|BigLeaf|https://status.bigleaf.net||bigleaf.net
bigwig|Bigwig|http://bigwig.statuspage.io|statuspage|bigwig.statuspage.io
binary-lane|Binary Lane|http://status.binarylane.com.au|statuspage|binarylane.com.au
bitbucket|Bitbucket|https://bitbucket.status.atlassian.com|statuspage|bitbucket.status.atlassian.com bitbucket.org
bitdefender|Bitdefender|https://ssems.gravityzone.bitdefender.com||ssems.gravityzone.bitdefender.com
bitfinex|Bitfinex|https://bitfinex.statuspage.io|statuspage|bitfinex.statuspage.io
bitgo|BitGo|https://status.bitgo.com||bitgo.com
bitly|Bitly|https://status.bitly.com||bitly.com
bitmex|BitMEX|https://status.bitmex.com||bitmex.com
bitmovin|Bitmovin|https://status.bitmovin.com|instatus|bitmovin.com
bitpanda|Bitpanda|https://status.bitpanda.com||bitpanda.com
bitrise|Bitrise|https://status.bitrise.io|statuspage|bitrise.io
bitso|Bitso|https://status.bitso.com||bitso.com
bittitan|Bittitan|https://status.bittitan.com||bittitan.com
bizzabo|Bizzabo|https://status.bizzabo.com||bizzabo.com
blazemeter|BlazeMeter|https://status.blazemeter.com||blazemeter.com
blend|Blend|https://status.blend.com|statuspage|blend.com
blip|Blip|https://status.blip.ai||blip.ai
block-io|Block.io|https://status.block.io
blockchain|Blockchain|https://www.blockchain-status.com||blockchain-status.com
blockchair|Blockchair|https://status.blockchair.com||blockchair.com
bloom|Bloom|https://status.bloom.co||bloom.co
bluebeam|Bluebeam|https://bluebeam.hund.io|hund|bluebeam.hund.io
bluefin|Bluefin|https://status.bluefin.com||bluefin.com
bluejeans|Bluejeans|https://status.bluejeans.com||bluejeans.com
bluesky|Bluesky|https://status.bsky.app||bsky.app
bmj|BMJ|https://status.bmj.com||bmj.com
bolt|Bolt|https://status.bolt.com|statuspage|bolt.com
bonsai-elasticsearch|Bonsai Elasticsearch|https://status.bonsai.io|statuspage|bonsai.io
booksy|Booksy|https://status.booksy.com||booksy.com
booxi|Booxi|https://status.booxi.com|statuspal|booxi.com
bossdesk|BOSSDesk|https://status.bossdesk.io||bossdesk.io
box|Box|https://status.box.com|statuspage|box.com
branch|Branch|https://status.branch.io|statuspage|branch.io
brandfetch|Brandfetch|https://status.brandfetch.io||brandfetch.io
brave|Brave|https://status.brave.com||brave.com
braze|Braze|https://braze.statuspage.io|statuspage|braze.statuspage.io
breach-secure-now|Breach Secure Now!|https://status.breachsecurenow.com||breachsecurenow.com
breadcrumb|Breadcrumb|http://status.breadcrumb.com|statuspage|breadcrumb.com
brevo|Brevo|https://status.brevo.com|incident.io|brevo.com
brex|Brex|https://status.brex.com||brex.com
brightly-software|Brightly Software|https://status.brightlysoftware.com||brightlysoftware.com
brivo|Brivo|https://status.brivo.com||brivo.com
broadcom|Broadcom|https://status.broadcom.com||broadcom.com
broadcom-appneta|Broadcom AppNeta|http://status.appneta.com||appneta.com
broadcom-arcot|Broadcom Arcot|https://status.broadcom.com/services/arcot
broadcom-cloud-swg|Broadcom Cloud Swg|https://status.broadcom.com/services/cloud-secure-web-gateway
broadcom-continuous-delivery-director|Broadcom Continuous Delivery Director|https://cdd.status.broadcom.com||cdd.status.broadcom.com
broadcom-dx-saas|Broadcom Dx Saas|https://dx.status.broadcom.com||dx.status.broadcom.com
broadcom-edge-secure-web-gateway|Broadcom Edge Secure Web Gateway|https://status.broadcom.com/services/edge-secure-web-gateway
broadcom-layer7-api-management|Broadcom Layer7 API Management|https://layer7.status.broadcom.com||layer7.status.broadcom.com
broadcom-rally|Broadcom Rally|https://status.broadcom.com/services/rally
broadcom-symantec-endpoint-security-enterprise|Broadcom Symantec Endpoint Security Enterprise|https://status.broadcom.com/services/symantec-endpoint-security-enterprise
bugcrowd|Bugcrowd|https://www.bugcrowdstatus.com||bugcrowdstatus.com
bugsnag|Bugsnag|https://status.bugsnag.com|statuspage|bugsnag.com
buildjet|BuildJet|https://status.buildjet.com|better-stack|buildjet.com
buildkite|Buildkite|https://www.buildkitestatus.com|statuspage|buildkitestatus.com
bullhorn|Bullhorn|https://status.bullhorn.com|statuspage|bullhorn.com
bunny-net|bunny.net|https://status.bunny.net|statuspage
calendly|Calendly|https://www.calendlystatus.com||calendlystatus.com
calix|Calix|https://trust.calix.com||trust.calix.com
callfire|Callfire|http://status.callfire.com|statuspage|callfire.com
calm|Calm|https://status.calm.com||calm.com
campaign-monitor|Campaign Monitor|https://status.campaignmonitor.com||campaignmonitor.com
campuspress|Campuspress|http://stats.pingdom.com/tdmmfmbt03rn
canary|Canary|https://canary.statuspage.io|statuspage|canary.statuspage.io
canonical|Canonical|https://status.canonical.com||canonical.com
capital-one|Capital One|https://www.capitalone.com/status
carbon-black|Carbon Black|https://status.carbonblack.com||carbonblack.com
carrot-quest|Carrot quest|https://status.carrotquest.io||carrotquest.io
carta|Carta|https://status.carta.com||carta.com
caseware-cloud|Caseware Cloud|https://status.casewarecloud.com||casewarecloud.com
cashfree-payments|Cashfree Payments|https://status.cashfree.com||cashfree.com
castle|Castle|https://status.castle.io||castle.io
catalyst-cloud|Catalyst Cloud|https://status.catalystcloud.nz||catalystcloud.nz
catchpoint|Catchpoint|http://status.catchpoint.com|statuspage|catchpoint.com
cato-networks|Cato Networks|https://status.catonetworks.com||catonetworks.com
cdc-service|CDC Service|http://status.cdc.systems||cdc.systems
cdn77|CDN77|https://client.cdn77.com/support/status
cdnjs|Cdnjs|https://status.cdnjs.com|statuspage|cdnjs.com
ceros|Ceros|https://status.ceros.com||ceros.com
cex-io|CEX.IO|https://status.cex.io
chainalysis|Chainalysis|https://status.chainalysis.com||chainalysis.com
chargebee|Chargebee|https://status.chargebee.com|statuspage|chargebee.com
chartbeat|Chartbeat|https://chartbeat.statuspage.io|statuspage|chartbeat.statuspage.io
check-point|Check Point|https://status.checkpoint.com||checkpoint.com
check24-vergleichsportal-gmbh|CHECK24 Vergleichsportal GmbH|https://status.check24.de||check24.de
checkly|Checkly|https://is.checkly.online|statuspage|is.checkly.online
chef|Chef|https://status.chef.io|statuspage|chef.io
cherwell|Cherwell|https://status.cherwellondemand.com||cherwellondemand.com
chief-tools|Chief Tools|https://status.chief.tools
chromatic|Chromatic|https://status.chromatic.com||chromatic.com
cimpress|Cimpress|https://status.cimpress.io||cimpress.io
cint|Cint|https://status.cint.com||cint.com
circle|Circle|https://status.circle.com||circle.com
circleci|CircleCI|https://status.circleci.com|statuspage|circleci.com circleci.statuspage.io
cisco-ces|Cisco CES|https://status.ces.cisco.com||ces.cisco.com
cisco-iot|Cisco Iot|https://status.ciscoiot.com||ciscoiot.com
cisco-meraki|Cisco Meraki|https://status.meraki.net||meraki.net
cisco-secure-endpoint|Cisco Secure Endpoint|https://status.amp.cisco.com||amp.cisco.com
cisco-systems|Cisco Systems|https://status.sse.cisco.com||sse.cisco.com
cisco-umbrella|Cisco Umbrella|https://status.umbrella.com||umbrella.com
citrix-cloud|Citrix Cloud|https://status.cloud.com||cloud.com
civo|Civo|https://status.civo.com|cstate|civo.com
clarifai|Clarifai|http://status.clarifai.com|statuspage|clarifai.com
clearbit|Clearbit|https://status.clearbit.com|statuspage|clearbit.com
clearlyip|ClearlyIP|https://status.clearlyip.com||clearlyip.com
clevercloud|CleverCloud|https://www.clevercloudstatus.com||clevercloudstatus.com
click|Click|https://status.clicksoftware.com|statuspage|clicksoftware.com
clickhouse-cloud|Clickhouse Cloud|https://status.clickhouse.com||clickhouse.com
clickup|ClickUp|https://status.clickup.com|status.io|clickup.com
clojars|Clojars|http://status.clojars.org|statuspage|clojars.org clojars.statuspage.io
close|Close|https://status.close.com|statuspage|close.com
cloud66|Cloud66|https://status.cloud66.com|statuspage|cloud66.com
cloudamqp|CloudAMQP|https://status.cloudamqp.com|statuspage|cloudamqp.com
cloudapp|CloudApp|https://status.getcloudapp.com|statuspage|getcloudapp.com
cloudbees|CloudBees|https://www.cloudbeesstatus.com||cloudbeesstatus.com
cloudblue-connect|Cloudblue Connect|https://status.connect.cloudblue.com||connect.cloudblue.com
cloudcheckr|Cloudcheckr|https://trust.cloudcheckr.com||trust.cloudcheckr.com
cloudera|Cloudera|https://status.cloudera.com||cloudera.com
cloudfanatic|Cloudfanatic|https://status.cloudfanatic.net||cloudfanatic.net
cloudflare|Cloudflare|https://www.cloudflarestatus.com|statuspage|cloudflarestatus.com
cloudinary|Cloudinary|https://status.cloudinary.com|statuspage|cloudinary.com
cloudmqtt|CloudMQTT|https://status.cloudmqtt.com||cloudmqtt.com
cloudnovi|Cloudnovi|https://status.cloudnovi.com||cloudnovi.com
cloudradial|CloudRadial|https://status.cloudradial.net||cloudradial.net
cloudrepo|CloudRepo|https://status.cloudrepo.io||cloudrepo.io
cloudsigma|Cloudsigma|https://status.cloudsigma.com|statuspage|cloudsigma.com
cloudways|Cloudways|https://status.cloudways.com|statuspage|cloudways.com
clubhouse|Clubhouse|https://status.clubhouse.io|statuspage|clubhouse.io
clyde|Clyde|https://status.joinclyde.com||joinclyde.com
coachhub-the-digital-coaching-platform|CoachHub - The digital coaching platform|https://status.coachhub.com||coachhub.com
cockroach-labs|Cockroach Labs|https://status.cockroachlabs.cloud||cockroachlabs.cloud
cocoapods|CocoaPods|https://status.cocoapods.org|statuspage|cocoapods.org
codacy|Codacy|https://status.codacy.com|lambstatus|codacy.com
code-42|Code 42|https://status.code42.com||code42.com
code-climate|Code Climate|https://status.codeclimate.com|incident.io|codeclimate.com
codecov|Codecov|https://status.codecov.io|statuspage|codecov.io
codecov-com|Codecov (codecov.com)|https://status.codecov.com
codefresh|Codefresh|http://status.codefresh.io||codefresh.io
coderpad|CoderPad|https://status.coderpad.io|statuspage|coderpad.io
codeship|Codeship|http://codeship.statuspage.io|statuspage|codeship.statuspage.io
codetree|Codetree|http://status.codetree.com|statuspage|codetree.com
codetwo|CodeTwo|https://status.codetwo.com||codetwo.com
codewars|Codewars|http://status.codewars.com||codewars.com
cognism|Cognism|https://status.cognism.com||cognism.com
cohere|Cohere|https://status.cohere.com|incident.io|cohere.com cohere.ai
cohesity|Cohesity|https://status.cohesity.com||cohesity.com
coinapi-io|CoinAPI.io|https://status.coinapi.io
coinbase|Coinbase|https://status.coinbase.com|statuspage|coinbase.com coinbase.statuspage.io
coinbase-commerce|Coinbase Commerce|https://status.commerce.coinbase.com||commerce.coinbase.com
coinbase-prime|Coinbase Prime|https://status.prime.coinbase.com||prime.coinbase.com
coinbase-pro|Coinbase Pro|https://status.pro.coinbase.com||pro.coinbase.com
coingate|CoinGate|https://status.coingate.com||coingate.com
coingecko|CoinGecko|https://status.coingecko.com||coingecko.com
coinjar|CoinJar|https://status.coinjar.com||coinjar.com
coinlist|CoinList|https://status.coinlist.co||coinlist.co
coinmarketcap|CoinMarketCap|https://status.coinmarketcap.com||coinmarketcap.com
collibra|Collibra|https://www.collibra.com/us/en/status-dashboard
colt|Colt|https://www.colt.net/status
combell|Combell|https://status.combell.com/en
commercetools-gmbh|commercetools GmbH|https://status.commercetools.com||commercetools.com
comodo|Comodo|https://status.one.comodo.com||one.comodo.com
compass|Compass|https://compass.status.atlassian.com|statuspage|compass.status.atlassian.com
compliancealpha|ComplianceAlpha|https://status.acats.com||acats.com
comptia|CompTIA|https://status.comptia.net||comptia.net
confluence|Confluence|https://confluence.status.atlassian.com|statuspage|confluence.status.atlassian.com
confluent-cloud|Confluent Cloud|https://status.confluent.cloud|statuspage
connectwise|ConnectWise|https://status.connectwise.com||connectwise.com
constant-contact|Constant Contact|https://status.constantcontact.com||constantcontact.com
contentful|Contentful|https://www.contentfulstatus.com|statuspage|contentfulstatus.com
contentstack|Contentstack|https://status.contentstack.com||contentstack.com
convertapi|Convertapi|https://status.convertapi.com||convertapi.com
coreweave|CoreWeave|https://status.coreweave.com|status.io|coreweave.com
courier|Courier|https://status.courier.com||courier.com
coveo-cloud|Coveo Cloud|https://status.cloud.coveo.com||cloud.coveo.com
coveralls|Coveralls|https://status.coveralls.io|statuspage|coveralls.io
cradlepoint|Cradlepoint|https://status.cradlepoint.com||cradlepoint.com
crates-io|crates.io|https://status.crates.io
credsimple|Credsimple|https://status.credsimple.com|statuspage|credsimple.com
criteo|Criteo|https://status.criteo.com||criteo.com
crowdin|Crowdin|https://status.crowdin.com||crowdin.com
crucial-hosting|Crucial Hosting|https://status.crucial.com.au||crucial.com.au
crypto-com|Crypto.com|https://status.crypto.com
crypto-pro|Crypto Pro|https://status.cryptopro.app||cryptopro.app
cs-go-stats|CS:GO stats|https://status.csgostats.gg||csgostats.gg
cube-cloud|Cube Cloud|https://status.cubecloud.dev||cubecloud.dev
cumulocity|Cumulocity|http://status.cumulocity.com||cumulocity.com
current-rms|Current Rms|https://status.current-rms.com||current-rms.com
currents|Currents|https://currents.instatus.com|instatus|currents.instatus.com
cursor|Cursor|https://status.cursor.com|statuspage|cursor.com
customer-io|Customer.io|https://status.customerio.com|statuspage|customerio.com
cxengage|Cxengage|http://status.cxengage.com|statuspage|cxengage.com
cyberark-software|CyberArk Software|https://trust.idaptive.com||trust.idaptive.com
cybersmart|CyberSmart|https://status.cybersmart.co.uk||cybersmart.co.uk
cybersource|Cybersource|https://status.cybersource.com|statuspage|cybersource.com
cycode|Cycode|https://status.cycode.com||cycode.com
cypress|Cypress|https://www.cypressstatus.com|statuspage|cypressstatus.com
cypress-io|Cypress (cypress.io)|https://status.cypress.io
dakboard|DAKboard|https://dakboard.statuspal.io|statuspal|dakboard.statuspal.io
dashlane|Dashlane|https://status.dashlane.com|status.io|dashlane.com
databox|Databox|https://status.databox.com||databox.com
databricks|Databricks|https://status.databricks.com||databricks.com
datacake|Datacake|https://datacake-status.com||datacake-status.com
datadog|Datadog|https://status.datadoghq.com|statuspage|datadoghq.com datadog.statuspage.io
datadog-eu|Datadog (EU)|https://status.datadoghq.eu|statuspage|datadoghq.eu
datadome|DataDome|https://status.datadome.co||datadome.co
datagrail|DataGrail|https://status.datagrail.io||datagrail.io
datarobot|Datarobot|https://status.datarobot.com||datarobot.com
datastax|DataStax|https://status.astra.datastax.com||astra.datastax.com
datavant|Datavant|https://status.datavant.com||datavant.com
datto|Datto|https://status.datto.com||datto.com
dbt-cloud|Dbt Cloud|https://status.getdbt.com||getdbt.com
dead-mans-snitch|Dead Man's Snitch|https://status.deadmanssnitch.com|statuspage|deadmanssnitch.com
dediserve|Dediserve|http://www.dediservestatus.com||dediservestatus.com
deepseek|DeepSeek|https://status.deepseek.com|statuspage|deepseek.com
deepsource|DeepSource|https://status.deepsource.io||deepsource.io
degreed|Degreed|https://degreed.statuspage.io|statuspage|degreed.statuspage.io
dell-boomi|Dell Boomi|https://status.boomi.com||boomi.com
deno-deploy|Deno Deploy|https://denostatus.com||denostatus.com
designmodo|Designmodo|https://status.designmodo.com||designmodo.com
deskpro|Deskpro|https://www.deskprostatus.com||deskprostatus.com
dev-pro|Dev.Pro|https://status.dev.pro
devolutions|Devolutions|http://status.devolutions.net||devolutions.net
dhosting|Dhosting|https://dhostingstatus.com||dhostingstatus.com
dialpad|Dialpad|https://status.dialpad.com|statuspage|dialpad.com
digicert|DigiCert|https://status.digicert.com||digicert.com
digital-pacific|Digital Pacific|https://www.dpstatus.com||dpstatus.com
digital-pigeon|Digital Pigeon|https://status.digitalpigeon.com||digitalpigeon.com
digitalocean|DigitalOcean|https://status.digitalocean.com|statuspage|digitalocean.com
discord|Discord|https://discordstatus.com|statuspage|discordstatus.com discord.statuspage.io discord.com discordapp.com
divio|Divio|https://status.divio.com||divio.com
dixa|Dixa|https://status.dixa.io||dixa.io
dns-made-easy|DNS Made Easy|https://dnsstatus.com||dnsstatus.com
dnsfilter|DNSFilter|https://status.dnsfilter.com||dnsfilter.com
dnsimple|DNSimple|https://dnsimple.statuspage.io|statuspage|dnsimple.statuspage.io
docaposte|Docaposte|https://docaposte.betteruptime.com|better-stack|docaposte.betteruptime.com
docebo|Docebo|https://status.docebo.com||docebo.com
docevent|Docevent|https://docevent.instatus.com|instatus|docevent.instatus.com
docker|Docker|https://www.dockerstatus.com|status.io|dockerhub dockerstatus.com docker.com|533c6539221ae15e3f000031
doctolib|Doctolib|https://status.doctolib.com||doctolib.com
documo|Documo|https://status.documo.com||documo.com
dogado|Dogado|https://status.dogado.de||dogado.de
doit|Doit|https://status.doit.com||doit.com
domainesia|DomaiNesia|https://www.domainesia.com/status
dongee|Dongee|https://status.dongee.com||dongee.com
doodle|Doodle|https://uptime.doodle.com||uptime.doodle.com
doppler|Doppler|https://www.dopplerstatus.com|statuspage|dopplerstatus.com
dracoon|DRACOON|https://status.dracoon.com||dracoon.com
drata|Drata|https://dratastatus.com||dratastatus.com
drchrono|Drchrono|https://status.drchrono.com||drchrono.com
dreamhost|DreamHost|https://www.dreamhoststatus.com||dreamhoststatus.com
drmtoday|Drmtoday|https://status.drmtoday.com||drmtoday.com
dronedeploy|Dronedeploy|https://status.dronedeploy.com||dronedeploy.com
dropbox|Dropbox|https://status.dropbox.com|statuspage|dropbox.com
duo|Duo|https://status.duo.com|statuspage|duo.com
dwolla|Dwolla|https://status.dwolla.com|statuspage|dwolla.com
dyn|Dyn|https://www.dynstatus.com||dynstatus.com
dynamix-cloud|Dynamix Cloud|http://status.dynamixcloud.com||dynamixcloud.com
dynatrace|Dynatrace|https://dynatrace.status.io|status.io|dynatrace.status.io|546d8cb6af8407b6730000cb
easypost|EasyPost|https://www.easypoststatus.com|statuspage|easypoststatus.com easypost.statuspage.io
easyredir|EasyRedir|https://status.easyredir.com||easyredir.com
ecostruxure-it|Ecostruxure IT|https://status.ecostruxureit.com||ecostruxureit.com
edgio|Edgio|https://status.edg.io
egnyte|Egnyte|https://status.egnyte.com|statuspage|egnyte.com
ekco|Ekco|https://ukstatus.ek.co||ukstatus.ek.co
elastic|Elastic|https://status.elastic.co|statuspage|elastic.co
elastic-cloud|Elastic Cloud|https://cloud-status.elastic.co|statuspage|cloud-status.elastic.co
elasticio|Elasticio|https://status.elastic.io
elation-health|Elation Health|https://elation.status.io|status.io|elation.status.io
elevenlabs|ElevenLabs|https://status.elevenlabs.io|incident.io|elevenlabs.io
elevio|Elevio|https://status.elev.io
ellucian|Ellucian|https://status.elluciancloud.com||elluciancloud.com
emailable|Emailable|https://status.emailable.com|statuspage|emailable.com
emarsys|Emarsys|https://trust.emarsys.com||trust.emarsys.com
emnify|Emnify|https://status.emnify.com||emnify.com
empist|Empist|http://status.empist.com||empist.com
endeavor|Endeavor|https://status.weendeavor.com||weendeavor.com
endless-group|Endless Group|https://status.theendlessweb.com||theendlessweb.com
engine-yard|Engine Yard|https://status.engineyard.com|statuspage|engineyard.com engineyard.statuspage.io
enjin|Enjin|https://www.enjinstatus.com||enjinstatus.com
entrata|Entrata|https://status.entrata.com||entrata.com
envoy|Envoy|https://status.envoy.com|statuspage|envoy.com
epic-games|Epic Games|https://status.epicgames.com|statuspage|epicgames.com
eps-internet-connections|EPS - Internet Connections|https://stats.uptimerobot.com/VkNVYS2vV6|uptimerobot
equinix|Equinix|https://status.equinix.com||equinix.com
equinix-metal|Equinix Metal|https://status.equinixmetal.com|statuspage|equinixmetal.com
esa|Esa|https://status.esa.io||esa.io
eset|ESET|https://status.eset.com||eset.com
esker|Esker|https://www.trustesker.com||trustesker.com
etherscan|Etherscan|https://etherscan.freshstatus.io||etherscan.freshstatus.io
etoro|eToro|https://status.etoro.com||etoro.com
etsy|Etsy|https://www.etsystatus.com||etsystatus.com
eurafibre|Eurafibre|https://statut.eurafibre.fr||statut.eurafibre.fr
evernote|Evernote|https://status.evernote.com||evernote.com
exa|Exa|http://exa.freshstatus.io||exa.freshstatus.io
exact|Exact|https://status.exact.com||exact.com
exalate|Exalate|https://status.exalate.com||exalate.com
exoscale|Exoscale|https://exoscalestatus.com|statuspal|exoscalestatus.com
expedited-security|Expedited Security|https://expeditedsecurity.statuspage.io|statuspage|expeditedsecurity.statuspage.io
expel|Expel|https://status.expel.io||expel.io
experian|Experian|https://status.edq.com||edq.com
expo|Expo|https://status.expo.io||expo.io
extreme-networks|Extreme Networks|https://cloud-status.extremecloudiq.com/status/index.html
ezidebit|Ezidebit|https://ezidebit.status.io/pages/history/598a973f96a8201305000142|status.io||598a973f96a8201305000142
f-secure|F-Secure|https://status.f-secure.com||f-secure.com
f5|F5|https://www.f5cloudstatus.com||f5cloudstatus.com
facebook-for-business|Facebook for Business|https://status.fb.com||fb.com
facebook-platform|Facebook Platform|https://developers.facebook.com/status/dashboard
fasterize|Fasterize|https://status.fasterize.com||fasterize.com
fastly|Fastly|https://www.fastlystatus.com||fastlystatus.com fastly.com|https://www.fastlystatus.com/rss
fauna|Fauna|https://status.fauna.com||fauna.com
figma|Figma|https://status.figma.com|statuspage|figma.com
filecoin|Filecoin|https://status.filecoin.io||filecoin.io
files-com|Files.com|https://status.files.com|statuspage
filestack|Filestack|https://status.filestack.com|statuspage|filestack.com
finalsite|Finalsite|https://status.finalsite.com||finalsite.com
fingerprintjs|FingerprintJS|https://status.fingerprintjs.com||fingerprintjs.com
firebase|Firebase|https://status.firebase.google.com||firebase.google.com
fireblocks|Fireblocks|https://status.fireblocks.com||fireblocks.com
fivetran|Fivetran|https://status.fivetran.com|statuspage|fivetran.com
flagsmith|Flagsmith|https://flagsmith.statuspage.io|statuspage|flagsmith.statuspage.io
flatfile|Flatfile|https://status.flatfile.io||flatfile.io
fleek|Fleek|https://status.fleek.xyz|statuspage|fleek.xyz
flexera|Flexera|https://status.flexera.com||flexera.com
flow-swiss|Flow Swiss|https://status.flow.swiss
fluccs|Fluccs|https://fluccs.status.io|status.io|fluccs.status.io
fly|Fly.io|https://status.flyio.net|statuspage|flyio.net
flying-sphinx|Flying Sphinx|https://status.flying-sphinx.com||flying-sphinx.com
flywheel|Flywheel|https://status.getflywheel.com||getflywheel.com
fond|Fond|http://status.fond.co||fond.co
font-awesome|Font Awesome|https://status.fortawesome.com||fortawesome.com
forcepoint|Forcepoint|https://status.forcepoint.com||forcepoint.com
forcepoint-one|Forcepoint ONE|https://csg.status.forcepoint.com||csg.status.forcepoint.com
formassembly|Formassembly|https://status.formassembly.com||formassembly.com
formspree|Formspree|https://status.formspree.io||formspree.io
formstack|Formstack|http://status.formstack.com||formstack.com
forticlient-cloud|Forticlient Cloud|https://forticlient-status.forticloud.com||forticlient-status.forticloud.com
fortiweb-cloud|Fortiweb Cloud|https://status.fortiweb-cloud.com||fortiweb-cloud.com
fossa|FOSSA|https://status.fossa.com||fossa.com
fourkites-inc|FourKites, Inc.|https://status.fourkites.com||fourkites.com
foxpass|Foxpass|https://status.foxpass.com||foxpass.com
fragnet-networks|Fragnet Networks|https://status.fragnet.net||fragnet.net
frase|Frase|https://status.frase.io||frase.io
freeagent|FreeAgent|https://status.freeagent.com|statuspage|freeagent.com freeagent.statuspage.io
freee|Freee|https://status.freee.co.jp||freee.co.jp
freistilbox|Freistilbox|https://status.freistilbox.com||freistilbox.com
freshbooks|Freshbooks|https://status.freshbooks.com||freshbooks.com
freshservice|Freshservice|https://updates.freshservice.com||updates.freshservice.com
freshworks-crm|Freshworks CRM|https://crmstatus.freshworks.com||crmstatus.freshworks.com
frigade|Frigade|https://status.frigade.com||frigade.com
frontegg|Frontegg|https://status.frontegg.com||frontegg.com
frontify|Frontify|https://status.frontify.com||frontify.com
fullstory|Fullstory|https://status.fullstory.com||fullstory.com
g-core-labs|G Core Labs|https://statuspage.gcorelabs.com||statuspage.gcorelabs.com
g2|G2|https://status.g2.com||g2.com
gainsight|Gainsight|https://status.gainsight.com||gainsight.com
gandi-net|Gandi.net|https://status.gandi.net|statuspage
gastby|Gastby|https://status.gatsbyjs.com||gatsbyjs.com
gathercontent|GatherContent|https://status.gathercontent.com||gathercontent.com
gearhost|GearHost|https://gearhost.statuspage.io|statuspage|gearhost.statuspage.io
geckoboard|Geckoboard|https://geckoboard.statuspage.io|statuspage|geckoboard.statuspage.io
geekbot|Geekbot|https://status.geekbot.com||geekbot.com
gemfury|Gemfury|https://status.fury.co||fury.co
gemini|Gemini|https://status.gemini.com|statuspage|gemini.com
genesys-cloud|Genesys Cloud|https://status.mypurecloud.com||mypurecloud.com
genetec|Genetec|https://status.genetec.com||genetec.com
getresponse|GetResponse|https://status.getresponse.com||getresponse.com
ggnetwork|GGNetwork|https://status.ggnetwork.com||ggnetwork.com
ghost-inspector|Ghost Inspector|https://ghostinspector.statuspage.io|statuspage|ghostinspector.statuspage.io
gibpotato|GibPotato|https://status.gibpotato.app||gibpotato.app
gimlet|Gimlet|https://status.gimlet.us||gimlet.us
gitbook|GitBook|https://www.gitbookstatus.com||gitbookstatus.com
gitguardian|GitGuardian|https://gitguardian.statuspage.io|statuspage|gitguardian.statuspage.io
github|GitHub|https://www.githubstatus.com|statuspage|gh githubstatus githubstatus.com github.com
gitlab|GitLab|https://status.gitlab.com|status.io|gitlab.com|5b36dc6502d06804c08349f7
gitlabhost|Gitlabhost|https://status.gitlabhost.com||gitlabhost.com
gladly|Gladly|https://gladly.statuspage.io|statuspage|gladly.statuspage.io
glesys|Glesys|https://status.glesys.com||glesys.com
glide-apps|Glide apps|https://status.glideapps.com||glideapps.com
glitch|Glitch|https://status.glitch.com||glitch.com
globant|Globant|https://status.globant.com/login
globo|GLOBO|https://status.helloglobo.com||helloglobo.com
godaddy|GoDaddy|https://status.godaddy.com|statuspage
godaddy-com|GoDaddy (godaddy.com)|https://www.godaddy.com/system-status
golinks|GoLinks|https://status.golinks.io||golinks.io
goodtime|GoodTime|https://status.goodtime.io||goodtime.io
google-ads|Google Ads|https://ads.google.com/status/publisher|google-cloud|adwords ads.google.com|https://ads.google.com/status/publisher/incidents.json https://ads.google.com/status/publisher/en/feed.atom
google-cloud|Google Cloud|https://status.cloud.google.com|google-cloud|gcp cloud.google.com|https://status.cloud.google.com/incidents.json https://status.cloud.google.com/feed.atom
google-maps-platform|Google Maps Platform|https://status.cloud.google.com/maps-platform|google-cloud|googlemaps|https://status.cloud.google.com/maps-platform/incidents.json https://status.cloud.google.com/maps-platform/feed.atom
google-play|Google Play|https://status.play.google.com|google-cloud|play.google.com|https://status.play.google.com/incidents.json https://status.play.google.com/feed.atom
google-search|Google Search|https://status.search.google.com|google-cloud|search.google.com|https://status.search.google.com/incidents.json https://status.search.google.com/en/feed.atom
google-workspace|Google Workspace|https://www.google.com/appsstatus/dashboard|google-cloud|gsuite gmail google.com|https://www.google.com/appsstatus/dashboard/incidents.json https://www.google.com/appsstatus/dashboard/en/feed.atom
goto|Goto|https://status.goto.com|statuspage|goto.com
gotomeeting|GoToMeeting|https://status.gotomeeting.com|statuspage|gotomeeting.com
gotomypc|GoToMyPC|https://status.logmeinaccess.com||logmeinaccess.com
gportal|Gportal|https://status.g-portal.com||g-portal.com
gradle|Gradle|https://status.gradle.com||gradle.com
grafana|Grafana|https://grafanalabs.statuspage.io|statuspage|grafanalabs.statuspage.io
grafana-labs|Grafana Labs|https://status.grafana.com|statuspage|grafana.com
grammarly|Grammarly|https://status.grammarly.com||grammarly.com
granicus|Granicus|https://status.granicusops.com||granicusops.com
graphcdn|GraphCDN|https://status.graphcdn.io||graphcdn.io
graphenedb|GrapheneDB|http://status.graphenedb.com||graphenedb.com
green-cloud-technologies|Green Cloud Technologies|https://status.grncld.net||grncld.net
greenhouse|Greenhouse|https://greenhouse.statuspage.io|statuspage|greenhouse.statuspage.io
gremlin|Gremlin|http://stats.pingdom.com/xf7vwkfqygcb
greynoise|GreyNoise|https://status.greynoise.io||greynoise.io
gridscale|GridScale|https://status.gridscale.io|statuspage|gridscale.io
groove|Groove|https://status.groovehq.com||groovehq.com
groq|Groq|https://groqstatus.com|incident.io|groqstatus.com
guardrails|GuardRails|https://guardrailsio.statuspage.io|statuspage|guardrailsio.statuspage.io guardrailsio
guidewire|Guidewire|https://status.guidewire.com||guidewire.com
guru|Guru|https://status.getguru.com||getguru.com
hackerone|HackerOne|https://www.hackeronestatus.com||hackeronestatus.com
hackerrank|HackerRank|https://status.hackerrank.com||hackerrank.com
halp|Halp|https://status.halp.com||halp.com
happyfox|Happyfox|https://status.happyfox.com||happyfox.com
harness|Harness|https://status.harness.io||harness.io
hashicorp|HashiCorp|https://status.hashicorp.com|incident.io|hcp hashicorp.com
hashnode|Hashnode|https://status.hashnode.com||hashnode.com
hasura|Hasura|https://status.hasura.io||hasura.io
hawk-host|Hawk Host|https://hawkhoststatus.com||hawkhoststatus.com
hcaptcha|hCaptcha|https://www.hcaptchastatus.com||hcaptchastatus.com
heapanalytics|Heapanalytics|http://status.heapanalytics.com|statuspage|heapanalytics.com
hearsay-systems|Hearsay Systems|https://status.hearsaysystems.com||hearsaysystems.com
heart-internet|Heart Internet|https://www.heartstatus.uk||heartstatus.uk
hedera|Hedera|https://status.hedera.com||hedera.com
height|Height|https://height.statuspage.io|statuspage|height.statuspage.io
helium|Helium|http://status.helium.com||helium.com
hellosign-hellofax|HelloSign / HelloFax|https://status.hellosign.com|statuspage|hellosign.com
helpdesk|HelpDesk|https://status.helpdesk.com||helpdesk.com
helpdocs|HelpDocs|https://status.helpdocs.io||helpdocs.io
helpjuice|Helpjuice|https://status.helpjuice.com||helpjuice.com
helpscout|Helpscout|https://status.helpscout.net|statuspage|helpscout.net
helpscout-com|Helpscout (helpscout.com)|https://status.helpscout.com
helpshift|Helpshift|https://status.helpshift.com||helpshift.com
hennge-one|HENNGE One|https://status.hdeone.com||hdeone.com
herocoders|HeroCoders|https://status.herocoders.com||herocoders.com
heroku|Heroku|https://status.heroku.com|heroku|heroku.com|https://status.heroku.com/api/v4/current-status https://status.heroku.com/feed
hetzner|Hetzner|https://status.hetzner.com||hetzner.com|https://status.hetzner.com/en.atom https://status.hetzner.com/de.atom
hevo|Hevo|https://status.hevodata.com||hevodata.com
hex|Hex|https://status.hex.pm||hex.pm
hg-insights|HG Insights|https://status.hginsights.com||hginsights.com
hibob|HiBob|https://status.hibob.io||hibob.io
highspot|Highspot|https://status.highspot.com||highspot.com
hive|Hive|https://status.hive.com||hive.com
hivebrite|Hivebrite|https://status.hivebrite.com||hivebrite.com
hiver|Hiver|https://status.hiverhq.com||hiverhq.com
hornetsecurity|Hornetsecurity|https://status.hornetsecurity.com||hornetsecurity.com
hosted-graphite|Hosted Graphite|https://status.hostedgraphite.com||hostedgraphite.com
hostifi|Hostifi|https://status.hostifi.com||hostifi.com
hostinger|Hostinger|https://statuspage.hostinger.com||statuspage.hostinger.com
hostpapa|Hostpapa|https://www.hostpapastatus.com||hostpapastatus.com
hostpress|HostPress|https://status.hostpress.de||hostpress.de
hostry|Hostry|https://status.hostry.com||hostry.com
housecanary|HouseCanary|https://status.housecanary.com|statuspage|housecanary.com
hover|Hover|http://hoverstatus.com||hoverstatus.com
hubspot|HubSpot|https://status.hubspot.com|statuspage|hubspot.com
hugging-face|Hugging Face|https://status.huggingface.co|better-stack|hf huggingface.co
humanity|Humanity|https://humanity.status.io|status.io|humanity.status.io
hummingbot|Hummingbot|https://status.hummingbot.io||hummingbot.io
hunter-douglas-inc|Hunter Douglas, Inc.|https://status.hunterdouglas.com||hunterdouglas.com
huntress|Huntress|https://huntressstatus.statuspage.io|statuspage|huntressstatus.statuspage.io huntressstatus
hygraph|Hygraph|https://status.hygraph.com||hygraph.com
hyonix|Hyonix|https://status.hyonix.com||hyonix.com
hypernode|Hypernode|https://www.hypernode-status.com||hypernode-status.com
hypixel|Hypixel|https://status.hypixel.net||hypixel.net
i-want-my-name|I Want My Name|https://status.iwantmyname.com||iwantmyname.com
ibm-aspera|IBM Aspera|https://status.aspera.io||aspera.io
ibm-cloud|IBM Cloud|https://cloud.ibm.com/status
ibm-security|IBM Security|https://statuspage.ibmcloudsecurity.com||statuspage.ibmcloudsecurity.com
iboss|Iboss|https://status.iboss.com/ibcloud/app/cloudStatus.html
icewarp|IceWarp|https://www.icewarp.de/en/support/service-status
ifs|IFS|https://status.ifs.com||ifs.com
ifttt|Ifttt|http://status.ifttt.com|statuspage|ifttt.com
illiz|Illiz|https://status.zilliz.com/uptime
imagekit|ImageKit|https://statuspage.imagekit.io||statuspage.imagekit.io
imgix|Imgix|https://status.imgix.com|statuspage|imgix.com
imperva|Imperva|https://status.imperva.com||imperva.com
incapsula|Incapsula|https://status.incapsula.com|statuspage|incapsula.com
incident-io|Incident.io|https://status.incident.io
incognia|Incognia|https://status.incognia.com||incognia.com
influxdata|InfluxData|https://status.influxdata.com||influxdata.com
infoblox|Infoblox|https://status.infoblox.com||infoblox.com
infura|Infura|https://status.infura.io||infura.io
infusionsoft-by-keap|Infusionsoft by Keap|http://status.infusionsoft.com||infusionsoft.com
ingage|Ingage|https://status.ingage.jp||ingage.jp
inky|INKY|https://status.inkyphishfence.com||inkyphishfence.com
inline-manual|Inline Manual|https://status.inlinemanual.com||inlinemanual.com
inmotion-hosting|InMotion Hosting|https://status.inmotionhosting.com||inmotionhosting.com
innovo|Innovo|https://status.inriver.com||inriver.com
innovo-goinnovo-com|Innovo (goinnovo.com)|http://status.goinnovo.com||goinnovo.com
inspectar|inspectAR|https://status.inspectar.com||inspectar.com
inspera|Inspera|https://status.inspera.no||inspera.no
instaclustr|Instaclustr|https://status.instaclustr.com||instaclustr.com
instapage|Instapage|https://status.instapage.com|statuspage|instapage.com
instatus|Instatus|https://instat.us|instatus
instride|InStride|https://status.instride.com||instride.com
intercom|Intercom|https://www.intercomstatus.com||intercomstatus.com
intercom-au-hosting|Intercom - AU Hosting|https://www.intercomstatus.com/au-hosting|incident.io
intercom-eu-hosting|Intercom - EU Hosting|https://www.intercomstatus.com/eu-hosting|incident.io
intercom-us-hosting|Intercom - US Hosting|https://www.intercomstatus.com/us-hosting|incident.io
internet-computer|Internet Computer|https://status.internetcomputer.org|statuspage|internetcomputer.org
internetx|InterNetX|https://status.internetx.com||internetx.com
intruder|Intruder|https://status.intruder.io||intruder.io
intuit-developer|Intuit Developer|https://intuitdevelopergroup.statuspage.io|statuspage|intuitdevelopergroup.statuspage.io intuitdevelopergroup
invision|InVision|https://status.invisionapp.com|statuspage|invisionapp.com
ionic-framework|Ionic Framework|https://status.ionicframework.com||ionicframework.com
ionos|IONOS|https://www.ionos-status.com||ionos-status.com
ionos-cloud|Ionos Cloud|https://status.ionos.cloud|statuspage
ionos-status-de|IONOS (ionos-status.de)|https://www.ionos-status.de
ipapi|Ipapi|https://status.ipapi.com||ipapi.com
ipdata|Ipdata|https://status.ipdata.co||ipdata.co
ipregistry|Ipregistry|https://stats.uptimerobot.com/M90zYt5gGx|uptimerobot
ipvanish|IPVanish|https://ipvanish.statuspage.io|statuspage|ipvanish.statuspage.io
iridium|Iridium|https://iridiumwhere.com/status
iristel|Iristel|https://status.iristel.com||iristel.com
irobot|iRobot|https://status.irobot.com||irobot.com
iron-io|Iron.io|https://status.iron.io|statuspage
ironscales|IRONSCALES|https://status.ironscales.com||ironscales.com
iscorp|Iscorp|https://www.iscorp.com/outage-status
it-portal|IT Portal|https://itportal1.statuspage.io|statuspage|itportal1.statuspage.io itportal1
itglue|ITGlue|https://status.itglue.com||itglue.com
ivanti-cloud|Ivanti Cloud|https://status.ivanticloud.com||ivanticloud.com
jama-software|Jama Software|https://status.jamasoftware.com||jamasoftware.com
jamf|JAMF|https://status.jamf.com|statuspage|jamf.com
jellyfish|Jellyfish|https://status.jellyfish.co||jellyfish.co
jenkins|Jenkins|https://status.jenkins.io||jenkins.io
jetbrains|JetBrains|https://status.jetbrains.com||jetbrains.com
jexo|Jexo|https://jexo.statuspage.io|statuspage|jexo.statuspage.io
jira|Jira|https://jira-software.status.atlassian.com|statuspage|jirasoftware jira-software.status.atlassian.com
jira-align|Jira Align|https://jira-align.status.atlassian.com|statuspage|jira-align.status.atlassian.com
jira-core|Jira Core|https://jira-core.status.atlassian.com|statuspage|jira-core.status.atlassian.com
jira-product-discovery|Jira Product Discovery|https://jira-product-discovery.status.atlassian.com|statuspage|jira-product-discovery.status.atlassian.com
jira-service-desk|Jira Service Desk|https://jira-service-desk.status.atlassian.com|statuspage|jira-service-desk.status.atlassian.com
jira-service-management|Jira Service Management|https://jira-service-management.status.atlassian.com|statuspage|jira-service-management.status.atlassian.com
jira-work-management|Jira Work Management|https://jira-work-management.status.atlassian.com|statuspage|jira-work-management.status.atlassian.com
jitbit|JitBit|https://statuspage.jitbit.com||statuspage.jitbit.com
jitpack|Jitpack|https://status.jitpack.io||jitpack.io
jitterbit|Jitterbit|https://trust.jitterbit.com||trust.jitterbit.com
joomag|Joomag|http://status.joomag.com||joomag.com
jostle-ap|Jostle AP|https://jostleap.statuspage.io|statuspage|jostleap.statuspage.io
jotform|Jotform|https://status.jotform.com||jotform.com
jsdelivr|JSDelivr|https://status.jsdelivr.com||jsdelivr.com
judoscale|Judoscale|https://status.judoscale.com||judoscale.com
juicefs|Juicefs|http://status.juicefs.io||juicefs.io
jumpcloud|JumpCloud|https://status.jumpcloud.com|statuspage|jumpcloud.com
k6|K6|https://status.k6.io||k6.io
kaseya|Kaseya|https://status.kaseya.net||kaseya.net
keenio|KeenIO|https://status.keen.io|statuspage
keeper-security|Keeper Security|https://statuspage.keeper.io|statuspage|statuspage.keeper.io
keeping|Keeping|https://status.keeping.com||keeping.com
kenna-security|Kenna Security|https://status.kennasecurity.com||kennasecurity.com
kentik|Kentik|https://status.kentik.com|statuspage|kentik.com
keycdn|KeyCDN|https://status.keycdn.com||keycdn.com
keygen|Keygen|https://status.keygen.sh|better-stack|keygen.sh
keypup|Keypup|https://status.keypup.io||keypup.io
kickbox|Kickbox|http://status.kickbox.io|statuspage|kickbox.io
kinghost|Kinghost|https://status.kinghost.net.br||kinghost.net.br
kinsta|Kinsta|https://status.kinsta.com||kinsta.com
kisi|Kisi|https://status.kisi.io||kisi.io
klarna|Klarna|https://status.klarna.com|statuspage|klarna.com
knowbe4|KnowBe4|https://status.knowbe4.com||knowbe4.com
kolide|Kolide|https://status.kolide.com||kolide.com
kore-ai|Kore.ai|https://status.kore.com||kore.com
kraken|Kraken|https://status.kraken.com||kraken.com
kualo|Kualo|https://status.kualo.com||kualo.com
kustomer|Kustomer|https://status.kustomer.com|statuspage|kustomer.com
laravel|Laravel|https://status.laravel.com||laravel.com
lastpass|LastPass|https://status.lastpass.com|statuspage|lastpass.com
latch|Latch|https://status.latch.com||latch.com
latitude-sh|Latitude.sh|https://status.latitude.sh
lattice|Lattice|https://status.lattice.com|statuspage|lattice.com
launchdarkly|LaunchDarkly|https://status.launchdarkly.com|statuspage|launchdarkly.com
launchnotes|LaunchNotes|https://status.launchnotes.com||launchnotes.com
launchpad|Launchpad|https://launchpad.statuspage.io|statuspage|launchpad.statuspage.io
layer0|Layer0|https://status.layer0.co||layer0.co
layerstack|Layerstack|https://status.layerstack.com||layerstack.com
leanix|LeanIX|https://status.leanix.net||leanix.net
leaseweb|Leaseweb|https://www.leasewebstatus.com||leasewebstatus.com
ledger|Ledger|https://status.ledger.com||ledger.com
letsencrypt|Let's Encrypt|https://letsencrypt.status.io|status.io|letsencrypt.status.io|55957a99e800baa4470002da
lever|Lever|https://status.lever.co|statuspage|lever.co
lexisnexis|LexisNexis|https://status.lexisnexisrisk.com||lexisnexisrisk.com
librato|Librato|https://status.librato.com|statuspage|librato.com
licensespring|LicenseSpring|https://status.licensespring.com||licensespring.com
liferay|Liferay|https://status.liferay.com||liferay.com
lifesize-cloud|Lifesize Cloud|http://status.lifesizecloud.com|statuspage|lifesizecloud.com
lightstep|Lightstep|https://status.lightstep.com||lightstep.com
linear|Linear|https://linearstatus.com|incident.io|linearstatus.com
lingk|Lingk|https://status.lingk.io||lingk.io
linkedin|LinkedIn|https://www.linkedin-status.com||linkedin-status.com
linkedin-api|LinkedIn API|https://linkedin.statuspage.io|statuspage|linkedin.statuspage.io
linode|Linode|https://status.linode.com|statuspage|linode.com
liquid-web|Liquid Web|https://status.liquidweb.com||liquidweb.com
liquidplanner|LiquidPlanner|http://status.liquidplanner.com||liquidplanner.com
litmus|Litmus|https://status.litmus.com|statuspage|litmus.com
littledata|Littledata|https://status.littledata.io||littledata.io
liveramp|Liveramp|https://status.liveramp.com||liveramp.com
lmax|LMAX|https://status.lmax.com||lmax.com
loader|Loader|http://status.loader.io|statuspage|loader.io
lob|Lob|https://lob.statuspage.io|statuspage|lob.statuspage.io
loggly|Loggly|https://status.loggly.com|statuspage|loggly.com
logmein-rescue|LogMeIn Rescue|https://status.logmeinremotesupport.com||logmeinremotesupport.com
logz-io|logz.io|https://status.logz.io|statuspage
lokalise|Lokalise|https://status.lokalise.com||lokalise.com
lookback|Lookback|http://status.lookback.io||lookback.io
loom|Loom|https://loom.status.atlassian.com|statuspage|loom.status.atlassian.com loomstatus.com
loopup|Loopup|https://status.loopup.com||loopup.com
lotame|Lotame|https://status.lotame.com||lotame.com
loyaltylion|LoyaltyLion|https://status.loyaltylion.com||loyaltylion.com
lucid|Lucid|https://status.lucid.co||lucid.co
lucidchart|Lucidchart|https://lucidsoftware.statuspage.io|statuspage|lucidsoftware.statuspage.io lucidsoftware
lumaserv|Lumaserv|https://status.lumaserv.com||lumaserv.com
lunar|Lunar|https://status.lunar.app||lunar.app
luno|Luno|https://status.luno.com||luno.com
lusha|Lusha|https://status.lusha.com||lusha.com
luxsci|LuxSci|https://status.luxsci.com||luxsci.com
m247|M247|https://status.m247.com||m247.com
macstadium|MacStadium|https://status.macstadium.com||macstadium.com
maestroqa|Maestroqa|https://status.maestroqa.com||maestroqa.com
magemojo|Magemojo|https://status.magemojo.com||magemojo.com
magensa|Magensa|http://magensa.statuspage.io|statuspage|magensa.statuspage.io
magnus-box|Magnus Box|https://status.magnusbox.com||magnusbox.com
mail-ru-cloud|Mail.ru cloud|https://status.mcs.mail.ru||mcs.mail.ru
mailchimp|MailChimp|https://status.mailchimp.com||mailchimp.com
mailgun|Mailgun|https://status.mailgun.com|statuspage|mailgun.com
make|Make|https://status.make.com||make.com
managed-victoriametrics|Managed VictoriaMetrics|https://status.victoriametrics.com||victoriametrics.com
manageengine|ManageEngine|https://status.manageengine.com||manageengine.com
manomano|ManoMano|https://status.manomano.com||manomano.com
mapbox|Mapbox|https://status.mapbox.com|statuspage|mapbox.com
mastercard-api|Mastercard API|https://developer.mastercard.com/api-status
mastodon-social|mastodon.social|https://status.mastodon.social|instatus
matillion|Matillion|https://status.matillion.com||matillion.com
matrix|Matrix|https://status.matrix.org||matrix.org
maven|Maven|https://status.maven.org|statuspage|maven.org
mavenlink|Mavenlink|https://status.mavenlink.com||mavenlink.com
maxio|Maxio|https://maxio.statuspage.io|statuspage|maxio.statuspage.io
maxmind|MaxMind|https://status.maxmind.com||maxmind.com
maze|Maze|https://status.maze.co||maze.co
meal-magic|Meal Magic|https://status.mealmagic.com||mealmagic.com
medium|Medium|https://medium.statuspage.io|statuspage|medium.statuspage.io
memcachier|Memcachier|http://status.memcachier.com||memcachier.com
mendix|Mendix|https://status.mendix.com||mendix.com
meridian|Meridian|http://status.meridiankiosks.com||meridiankiosks.com
meridianlink|MeridianLink|https://status.meridianlink.com|statuspage|meridianlink.com
messagebird|MessageBird|https://status.messagebird.com|statuspage|messagebird.com
meta|Meta|https://metastatus.com||metastatus.com
meteor|Meteor|https://status.meteor.com||meteor.com
mezmo|Mezmo|https://status.mezmo.com||mezmo.com
michelin-connected-fleet|MICHELIN Connected Fleet|https://connectedfleet.michelin.com/en/status
micloud-connect|Micloud Connect|https://oneview.mitel.com/s/trust
microsoft|Microsoft|https://portal.office.com/servicestatus
microsoft-365|Microsoft 365|https://status.cloud.microsoft||m365 o365 microsoftcloud cloud.microsoft|https://status.cloud.microsoft/api/feed/mac
microsoft-365-apps|Microsoft 365 apps|https://status.office365.com||office365.com
microsoft-advertisement|Microsoft Advertisement|https://status.ads.microsoft.com||ads.microsoft.com
milanote|Milanote|https://status.milanote.com||milanote.com
mimecast|Mimecast|https://status.mimecast.com||mimecast.com
miro|Miro|https://status.miro.com||miro.com
miro-au|Miro (AU)|https://status.miro.com/au
miro-eu|Miro (EU)|https://status.miro.com/eu
miro-us|Miro (US)|https://status.miro.com/us
mist|Mist|https://status.mist.com||mist.com
mixpanel|Mixpanel|https://status.mixpanel.com|statuspage|mixpanel.com
mixpanel-status-com|Mixpanel (mixpanelstatus.com)|https://www.mixpanelstatus.com
mnemonic|Mnemonic|https://status.mnemonichq.com||mnemonichq.com
mode-analytics|Mode Analytics|https://status.modeanalytics.com|statuspage|modeanalytics.com
mohami|Mohami|https://status.mohami.io||mohami.io
mojo-helpdesk|Mojo Helpdesk|https://mojohelpdesk.montastic.io||mojohelpdesk.montastic.io
monday|Monday|https://status.monday.com||monday.com
mongodb|MongoDB|https://status.mongodb.com|statuspage|mongodb.com
mongodb-cloud|MongoDB Cloud|https://status.cloud.mongodb.com|statuspage|cloud.mongodb.com
moodle|Moodle|https://status.moodle.com||moodle.com
moveworks|Moveworks|https://status.moveworks.com||moveworks.com
mozilla|Mozilla|https://status.services.mozilla.com|statuspage|services.mozilla.com
mulesoft|MuleSoft|https://status.mulesoft.com||mulesoft.com
multiverse|Multiverse|https://status.multiversx.com||multiversx.com
munzee|Munzee|https://status.munzee.com||munzee.com
mural|Mural|https://status.mural.co|statuspage|mural.co
mxtoolbox|MxToolbox|https://mxtoolbox.statuspage.io|statuspage|mxtoolbox.statuspage.io
n-able|N-able|https://uptime.n-able.com||uptime.n-able.com
namecheap|Namecheap|https://www.namecheap.com/status-updates
narvar|Narvar|https://status.narvar.com||narvar.com
nasdaq-data-link|Nasdaq Data Link|https://status.data.nasdaq.com|statuspage|data.nasdaq.com
nba-top-shot|NBA Top Shot|https://status.nbatopshot.com||nbatopshot.com
ncr|NCR|https://status.ncr.com||ncr.com
neo4j-aura|Neo4j Aura|https://status.neo4j.io||neo4j.io
neon|Neon|https://neonstatus.com||neonstatus.com
nestify|Nestify|https://status.nestify.io/en
netapp|Netapp|https://status.services.cloud.netapp.com||services.cloud.netapp.com
netdocuments-au|NetDocuments AU|https://trust-au.netdocuments.com||trust-au.netdocuments.com
netdocuments-us|NetDocuments US|https://trust-us.netdocuments.com||trust-us.netdocuments.com
netfortris|Netfortris|https://trust.netfortris.com||trust.netfortris.com
netlify|Netlify|https://www.netlifystatus.com|statuspage|netlifystatus.com
netskope|Netskope|https://trust.netskope.com||trust.netskope.com
new-relic|New Relic|https://status.newrelic.com|statuspage|newrelic.com
nexcess|Nexcess|https://status.nexcess.net||nexcess.net
nextroll|NextRoll|https://status.nextroll.com||nextroll.com
ngenix|Ngenix|https://ngenix.statuspage.io|statuspage|ngenix.statuspage.io
ngrok|Ngrok|https://status.ngrok.com||ngrok.com
nhost|Nhost|https://status.nhost.io||nhost.io
nightfall|Nightfall|https://status.nightfall.ai||nightfall.ai
ninety|Ninety|https://status.ninety.io||ninety.io
nintex|Nintex|https://status.nintex.com||nintex.com
nisc-cloud|Nisc Cloud|https://status.cloud.coop||cloud.coop
nitro|Nitro|https://status.gonitro.com||gonitro.com
no-ip|No-IP|https://status.noip.com||noip.com
noko|Noko|https://status.nokotime.com||nokotime.com
nordlayer|NordLayer|https://status.nordlayer.com||nordlayer.com
northflank|Northflank|https://status.northflank.com||northflank.com
notion|Notion|https://status.notion.so|statuspage|notion.so
nowsta|Nowsta|https://status.nowsta.com||nowsta.com
npm|npm|https://status.npmjs.org|statuspage|npmjs npmjs.org
ns1|Ns1|https://ns1status.com||ns1status.com
ns1-connect|NS1 Connect|https://status.ai-apps-comms.ibm.com||ai-apps-comms.ibm.com
ntp-pool|NTP Pool|https://status.ntppool.org|statuspage|ntppool.org
nudge-security|Nudge Security|https://nudgesecurity.statuspage.io|statuspage|nudgesecurity.statuspage.io
numerator|Numerator|https://status.insights.numerator.com||insights.numerator.com
nutanix|Nutanix|https://status.nutanix.com||nutanix.com
nutshell|Nutshell|https://status.nutshell.com||nutshell.com
nvidia-geforce|NVIDIA GeForce|https://status.geforcenow.com||geforcenow.com
nylas|Nylas|https://status.nylas.com|statuspage|nylas.com
objectrocket|ObjectRocket|http://status.objectrocket.com||objectrocket.com
obsidian-security|Obsidian Security|https://status.obsidiansecurity.com||obsidiansecurity.com
ocrolus|Ocrolus|https://status.ocrolus.com||ocrolus.com
octopus|Octopus|https://status.octopus.com||octopus.com
officernd|OfficeRnD|https://status.officernd.com||officernd.com
okta|Okta|https://status.okta.com||okta.com feeds.feedburner.com|https://feeds.feedburner.com/OktaTrustRSS
omada-health|Omada Health|https://status.omadahealth.com||omadahealth.com
one|One|https://status.one.com||one.com
onelogin-eu|OneLogin (EU)|https://status.eu.onelogin.com|status.io|eu.onelogin.com
onelogin-us|OneLogin (US)|https://status.us.onelogin.com|status.io|us.onelogin.com
oneschema|OneSchema|https://status.oneschema.co||oneschema.co
onesignal|OneSignal|https://status.onesignal.com|incident.io|onesignal.com
onesky|OneSky|http://status.oneskyapp.com||oneskyapp.com
openai|OpenAI|https://status.openai.com|incident.io|chatgpt codex openai.com
opencage|OpenCage|https://status.opencagedata.com||opencagedata.com
opencorporates|OpenCorporates|https://status.opencorporates.com||opencorporates.com
opencrm|Opencrm|https://sorry.opencrm.co.uk||sorry.opencrm.co.uk
opengov-inc|OpenGov Inc.|https://www.opengovstatus.com||opengovstatus.com
opennode|OpenNode|https://status.opennode.co||opennode.co
opensea|OpenSea|https://status.opensea.io||opensea.io
opensrs|Opensrs|https://www.opensrsstatus.com|statuspage|opensrsstatus.com
opensuse|openSUSE|https://status.opensuse.org|cachet|opensuse.org
openvpn|Openvpn|https://status.openvpn.com||openvpn.com
opsgenie|Opsgenie|https://opsgenie.status.atlassian.com|statuspage|opsgenie.status.atlassian.com
opswat|OPSWAT|https://trust.opswat.com||trust.opswat.com
optimism|Optimism|https://status.optimism.io||optimism.io
optimissa-capital-markets-consulting|Optimissa, Capital Markets Consulting|http://status.optimissa.com||optimissa.com
optimizely|Optimizely|https://status.optimizely.com|statuspage|optimizely.com
oracle-cloud|Oracle Cloud|https://ocistatus.oraclecloud.com|oracle|oci ocistatus.oraclecloud.com|https://ocistatus.oraclecloud.com/api/v2/incident-summary.rss
oracle-trust-center|Oracle Trust Center|https://saasstatus.oracle.com||saasstatus.oracle.com
oraclenetsuite|OracleNetSuite|https://status.netsuite.com||netsuite.com
ordnance-survey|Ordnance Survey|https://osdatahub.os.uk/serviceStatus
ortto|Ortto|https://www.orttostatus.com||orttostatus.com
osl-singapore|OSL Singapore|https://status.osl.com||osl.com
otava|Otava|https://status.otava.com||otava.com
otoy|OTOY|https://status.otoy.com||otoy.com
outsystems|Outsystems|https://status.outsystems.com||outsystems.com
ovhcloud|OVHcloud|https://www.status-ovhcloud.com||ovh status-ovhcloud.com
ovhcloud-us|OVHcloud US|https://status.us.ovhcloud.com|status.io|us.ovhcloud.com|59dd23da8827c804746f1664
own-company|Own Company|https://status.owndata.com||owndata.com
ownbackup|OwnBackup|https://status.ownbackup.com|statuspage|ownbackup.com
packagecloud|Packagecloud|http://www.packagecloudstatus.io||packagecloudstatus.io
packet|Packet|http://status.packet.net||packet.net
pagerduty|PagerDuty|https://status.pagerduty.com|statuspage|pagerduty.com
pairsoft|PairSoft|https://status.pairsoft.com||pairsoft.com
palo-alto-networks|Palo Alto Networks|https://status.paloaltonetworks.com||paloaltonetworks.com
panoply|Panoply|https://status.panoply.io||panoply.io
pantheon|Pantheon|https://status.pantheon.io|statuspage|pantheon.io
panther-labs|Panther Labs|https://status.panther.com||panther.com
paperplane|Paperplane|https://status.paperplane.app||paperplane.app
paperspace|Paperspace|https://status.paperspace.com||paperspace.com
papertrail|Papertrail|https://www.papertrailstatus.com|statuspage|papertrailstatus.com
parchment|Parchment|https://status.parchment.com||parchment.com
pardot|Pardot|https://trust.pardot.com|statuspage|trust.pardot.com
paribu|Paribu|https://status.paribu.com||paribu.com
parsec|Parsec|https://status.parsec.app||parsec.app
particle|Particle|https://status.particle.io||particle.io
patch-my-pc|Patch My PC|https://status.patchmypc.com||patchmypc.com
paubox|Paubox|https://status.paubox.com||paubox.com
pax8|Pax8|https://status.pax8.com||pax8.com
paycor|Paycor|https://status.recruitingbypaycor.com||recruitingbypaycor.com
payoneer|Payoneer|https://status.payoneer.com||payoneer.com
paypal|PayPal|https://www.paypal-status.com||paypal-status.com|https://www.paypal-status.com/feed/atom
payscale|Payscale|https://status.payscale.com||payscale.com
pdq|Pdq|https://pdq.statuspage.io|statuspage|pdq.statuspage.io
pendo|Pendo|https://status.pendo.io|statuspage|pendo.io
people-ai|People.ai|https://status.people.ai
percy|Percy|https://status.percy.io||percy.io
perimeter-81|Perimeter 81|https://status.perimeter81.com||perimeter81.com
perimeterx|Perimeterx|https://status.perimeterx.com||perimeterx.com
permit-io|Permit Io|https://permit-io.instatus.com|instatus|permit-io.instatus.com
perplexity|Perplexity|https://status.perplexity.com|incident.io|perplexity.com
personio|Personio|https://status.personio.de|statuspage|personio.de
pgmustard|pgMustard|https://status.pgmustard.com||pgmustard.com
phantombuster|Phantombuster|https://status.phantombuster.com||phantombuster.com
pinecone|Pinecone|https://status.pinecone.io||pinecone.io
pingdom|Pingdom|https://status.pingdom.com|sorry|pingdom.com
pingplotter-cloud|Pingplotter Cloud|https://status.pingplotter.cloud
pinpoint|Pinpoint|https://status.pinpoint.support||pinpoint.support
pinterest|Pinterest|https://www.pintereststatus.com||pintereststatus.com
pipedream|Pipedream|https://status.pipedream.com||pipedream.com
pipedrive|Pipedrive|https://status.pipedrive.com|sorry|pipedrive.com
pipefy|Pipefy|https://status.pipefy.com||pipefy.com
planetscale|PlanetScale|https://www.planetscalestatus.com||planetscalestatus.com
plangrid|PlanGrid|https://status.plangrid.com||plangrid.com
planning-center|Planning Center|https://status.planningcenter.com|statuspage|planningcenter.com
planview|Planview|https://status.planview.com||planview.com
platform-sh|Platform.sh|https://status.platform.sh|statuspage
platform9|Platform9|https://status.platform9.com||platform9.com
plausible-analytics|Plausible Analytics|https://status.plausible.io|better-stack|plausible.io
playfab|PlayFab|https://status.playfab.com|statuspage|playfab.com
playstation|PlayStation|https://status.playstation.com||psn playstation.com
playvox|Playvox|https://status.playvox.com||playvox.com
pleo|Pleo|https://status.pleo.io||pleo.io
plivo|Plivo|https://status.plivo.com|statuspage|plivo.com
ploxhost|PloxHost|https://status.plox.host
plum-voice|Plum Voice|https://status.plumvoice.com||plumvoice.com
plusserver|Plusserver|https://status.plusserver.com||plusserver.com
podio|Podio|https://status.podio.com||podio.com
poka|Poka|https://www.pokastatus.io|statuspage|pokastatus.io
polly|Polly|https://status.polly.ai||polly.ai
popsql|PopSQL|https://popsqlstatus.com||popsqlstatus.com
postman|Postman|https://status.getpostman.com||getpostman.com
postman-com|Postman (postman.com)|https://status.postman.com
postmark|Postmark|https://status.postmarkapp.com|sorry|postmarkapp.com
practice-fusion|Practice Fusion|https://status.practicefusion.com||practicefusion.com
prefect|Prefect|https://prefect.status.io|status.io|prefect.status.io
prerender-io|Prerender.io|https://status.prerender.io
presslabs|Presslabs|https://status.presslabs.com||presslabs.com
prey|Prey|https://status.preyproject.com||preyproject.com
prezi|Prezi|https://status.prezi.com||prezi.com
pricehubble|PriceHubble|https://status.pricehubble.com||pricehubble.com
primcloud|Primcloud|https://primcloud.instatus.com|instatus|primcloud.instatus.com
primexbt|PrimeXBT|https://status.primexbt.com||primexbt.com
printerlogic|PrinterLogic|https://status.printercloud.com||printercloud.com
printix|Printix|https://status.kofaxcloud.com||kofaxcloud.com
prisma-cloud|Prisma Cloud|https://status.prismacloud.com||prismacloud.com
prismic|Prismic|https://status.prismic.io||prismic.io
proctorio|Proctorio|https://uptime.proctorio.com||uptime.proctorio.com
productboard|Productboard|https://status.productboard.com|statuspage|productboard.com
progress-telerik|Progress Telerik|https://status.telerik.com||telerik.com
project44|Project44|https://status.project44.com||project44.com
proofhub|ProofHub|https://status.proofhub.com||proofhub.com
prosperstack|ProsperStack|https://status.prosperstack.com||prosperstack.com
protecht|Protecht|https://status.protecht.io||protecht.io
proton|Proton|https://status.proton.me|statuspage|proton.me
proxyclick|Proxyclick|https://status.proxyclick.com||proxyclick.com
publitio|Publitio|https://status.publit.io
pubnub|PubNub|https://status.pubnub.com|statuspage|pubnub.com
pullrequest|PullRequest|https://status.pullrequest.com||pullrequest.com
pulumi|Pulumi|https://status.pulumi.com||pulumi.com
pureservice|Pureservice|https://status.pureservice.com||pureservice.com
purse-io|Purse.io|https://status.purse.io
push-security|Push Security|https://status.pushsecurity.com||pushsecurity.com
pusher|Pusher|https://status.pusher.com|statuspage|pusher.com
pushy|Pushy|https://status.pushy.me||pushy.me
python|Python|https://status.python.org|statuspage|python.org
qlik|Qlik|https://status.qlikcloud.com||qlikcloud.com
qovery|Qovery|https://status.qovery.com||qovery.com
quad9|Quad9|https://uptime.quad9.net|statuspage|uptime.quad9.net
quadency|Quadency|https://status.quadency.com||quadency.com
quadranet|QuadraNet|https://status.quadranet.com||quadranet.com
qualifio|Qualifio|https://qualifio.status.io|status.io|qualifio.status.io
qualitest|Qualitest|https://status.qualitestgroup.com/Home/Privacy
qualtrics|Qualtrics|https://status.qualtrics.com||qualtrics.com
qualys|Qualys|https://status.qualys.com||qualys.com
quantcast|Quantcast|https://status.quantcast.com||quantcast.com
quay|Quay|https://status.quay.io|statuspage|quay.io
quick-base|Quick Base|https://service.quickbase.com||service.quickbase.com
quickbooks|QuickBooks|https://status.quickbooks.intuit.com|statuspage|quickbooks.intuit.com
quicknode|QuickNode|https://status.quicknode.com||quicknode.com
quilt|Quilt|https://status.quiltmc.org||quiltmc.org
racknerd|Racknerd|https://status.racknerd.com||racknerd.com
rackspace|Rackspace|https://status.rackspace.com||rackspace.com rss.status.rackspace.com|https://rss.status.rackspace.com/snow/statusfeed
rackspace-apps-rackspace-com|Rackspace (apps.rackspace.com)|https://status.apps.rackspace.com||apps.rackspace.com
rackspeed|rackSPEED|https://status.rackspeed.de||rackspeed.de
radware-cloud-waf|Radware Cloud Waf|https://cwaf.status.radwarecloud.com||cwaf.status.radwarecloud.com
railway|Railway|https://status.railway.app|instatus|railway.app railway.instatus.com
rapid7|Rapid7|https://status.rapid7.com|statuspage|rapid7.com
rapidapi|RapidAPI|https://status.rapidapi.com||rapidapi.com
raptor-systems|Raptor Systems|https://status.carrerafuncionaria.cl||carrerafuncionaria.cl
ravelin|Ravelin|https://status.ravelin.com||ravelin.com
raygun|Raygun|https://status.raygun.com||raygun.com
readme|ReadMe|https://www.readmestatus.com|statuspage|readmestatus.com
realvnc|RealVNC|https://realvnc.statuspage.io|statuspage|realvnc.statuspage.io
recharge|ReCharge|https://status.rechargepayments.com||rechargepayments.com
recruiterbox|Recruiterbox|https://status.recruiterbox.com|statuspage|recruiterbox.com
recurly|Recurly|https://status.recurly.com|statuspage|recurly.com
red-canary|Red Canary|https://status.redcanary.com||redcanary.com
red-hat|Red Hat|https://status.redhat.com|statuspage|redhat.com
reddit|Reddit|https://www.redditstatus.com|statuspage|redditstatus.com reddit.statuspage.io
redis|Redis|https://status.redis.com||redis.com
redisgreen|Redisgreen|https://status.redisgreen.net/services/1
redislabs|Redislabs|https://status.redislabs.com|statuspage|redislabs.com
redistogo|RedisToGo|http://status.redistogo.com||redistogo.com
redtailtechnology|Redtailtechnology|http://status.redtailtechnology.com|statuspage|redtailtechnology.com
reflektive|Reflektive|https://status.reflektive.com||reflektive.com
reftab|Reftab|https://status.reftab.com||reftab.com
register-it|Register.it|https://status.register.it
remitano|Remitano|https://status.remitano.com||remitano.com
render|Render|https://status.render.com||render.com
repetiti|Repetiti|https://status.repetiti.com||repetiti.com
replit|Replit|https://status.replit.com||replit.com
rescuetime|RescueTime|https://status.rescuetime.com||rescuetime.com
resolver|Resolver|https://help.resolver.com/help/status-dashboard
revenuecat|RevenueCat|https://status.revenuecat.com|statuspage|revenuecat.com
reviewtrackers|Reviewtrackers|http://status.reviewtrackers.com||reviewtrackers.com
revolut|Revolut|https://www.revolut.com/system-status
rhombus|Rhombus|https://status.rhombus.com||rhombus.com
ribose|Ribose|https://status.ribose.com||ribose.com
rightscale|Rightscale|http://status.rightscale.com|statuspage|rightscale.com
ringover|Ringover|https://status.ringover.com||ringover.com
riot-games|Riot Games|https://status.riotgames.com||riotgames.com
ripple|Ripple|https://status.ripple.moe||ripple.moe
rippling|Rippling|https://status.rippling.com||rippling.com
rivery|Rivery|https://status.rivery.io||rivery.io
roam|Roam|https://www.roamstatus.com||roamstatus.com
robin|Robin|https://status.robinpowered.com|statuspage|robinpowered.com
robinhood|Robinhood|https://status.robinhood.com|statuspage|robinhood.com
roblox|Roblox|https://status.roblox.com|status.io|roblox.com
roboyo|Roboyo|https://status.roboyo.global||roboyo.global
rocket-net|Rocket.net|https://status.rocket.net
rollbar|Rollbar|https://status.rollbar.com|incident.io|rollbar.com
rookout|Rookout|https://status.rookout.com||rookout.com
rootly|Rootly|https://status.rootly.com|statuspage|rootly.com
rosehosting|RoseHosting|https://status.rosehosting.com||rosehosting.com
rout-it|Rout IT|https://cspreporter.nl/storingen
rubrik|Rubrik|https://status.rubrik.com||rubrik.com
rubygems|RubyGems|https://status.rubygems.org|statuspage|rubygems.org
runpanther|Runpanther|https://status.runpanther.io||runpanther.io
runscope|Runscope|http://status.runscope.com|statuspage|runscope.com
runway|Runway|https://status.runway.team|better-stack|runway.team
runway-app-store-connect|Runway: App Store Connect|https://runway-asc.betteruptime.com|better-stack|runway-asc.betteruptime.com
safebase|SafeBase|https://status.safebase.io||safebase.io
sailpoint|Sailpoint|https://status.sailpoint.com||sailpoint.com
salesforce|Salesforce|https://status.salesforce.com|salesforce|salesforcetrust salesforce.com|https://api.status.salesforce.com/v1/incidents/active
salesforceiq|Salesforceiq|https://status.salesforceiq.com|statuspage|salesforceiq.com
samanage|Samanage|https://status.samanage.com||samanage.com
sanity|Sanity|https://status.sanity.io||sanity.io
sanity-status-com|Sanity (sanity-status.com)|https://www.sanity-status.com
sap|SAP|https://status.me.sap.com||me.sap.com
sap-com|SAP (sap.com)|https://www.sap.com/uk/about/trust-center/cloud-service-status.html
sap-for-me-sap-one-support-launchpad|SAP For Me SAP One Support Launchpad|https://status.support.sap.com||support.sap.com
sapiens|Sapiens|http://status.sapiensia.com||sapiensia.com
sapling|Sapling|https://sapling.statuspage.io|statuspage|sapling.statuspage.io
sashido|SashiDo|https://status.sashido.io||sashido.io
sauce-labs|Sauce Labs|https://status.saucelabs.com|statuspage|saucelabs.com
savvycal|SavvyCal|https://savvycal.instatus.com|instatus|savvycal.instatus.com
scale-ai|Scale AI|https://status.scale.com||scale.com
scaleway|Scaleway|https://status.scaleway.com|statuspage|scaleway.com
scalingo|Scalingo|https://scalingostatus.com||scalingostatus.com
schibsted|Schibsted|https://status.payment.schibsted.io||payment.schibsted.io
scorm-cloud|SCORM Cloud|https://status.cloud.scorm.com||cloud.scorm.com
scoutapp|Scoutapp|https://status.scoutapp.com|statuspage|scoutapp.com
scoutdns|ScoutDNS|https://status.scoutdns.com||scoutdns.com
scraperapi|Scraperapi|https://scraperapi.hund.io|hund|scraperapi.hund.io
scrapingbee|ScrapingBee|https://status.scrapingbee.com||scrapingbee.com
searchly|Searchly|http://status.searchly.com||searchly.com
secomea|Secomea|https://status.secomea.com||secomea.com
sectigo|Sectigo|https://sectigo.status.io|status.io|sectigo.status.io
section|Section|https://status.section.io||section.io
secure-code-warror|Secure Code Warror|https://status.securecodewarrior.com||securecodewarrior.com
secureframe|Secureframe|https://status.secureframe.com||secureframe.com
securew2|SecureW2|https://status.securew2.com||securew2.com
secureworks|Secureworks|https://status.ctpx.secureworks.com||ctpx.secureworks.com
securid|SecurID|https://status.securid.com|statuspage|securid.com
securityscorecard|SecurityScorecard|https://status.securityscorecard.com||securityscorecard.com
securitytrails|SecurityTrails|https://status.securitytrails.com||securitytrails.com
securly|Securly|http://status.securly.com||securly.com
seek|SEEK|https://status.seek.com||seek.com
segment|Segment|https://status.segment.com|statuspage|segment.com
semaphore|Semaphore|https://status.semaphoreci.com|statuspage|semaphoreci.com
sematext|Sematext|https://status.eu.sematext.com/ui/statuspages
semgrep|Semgrep|https://status.semgrep.dev||semgrep.dev
sendbird|Sendbird|https://sendbird.com/status
sendbird-canada|Sendbird (Canada)|https://status-canada.sendbird.com||status-canada.sendbird.com
sendbird-frankfurt|Sendbird (Frankfurt)|https://status-frankfurt.sendbird.com||status-frankfurt.sendbird.com
sendbird-mumbai|Sendbird (Mumbai)|https://status-mumbai.sendbird.com||status-mumbai.sendbird.com
sendbird-north-virginia|Sendbird (North Virginia)|https://status-nvirginia1.sendbird.com||status-nvirginia1.sendbird.com
sendbird-north-virginia-2|Sendbird (North Virginia 2)|https://status-nvirginia2.sendbird.com||status-nvirginia2.sendbird.com
sendbird-oregon|Sendbird (Oregon)|https://status-oregon.sendbird.com||status-oregon.sendbird.com
sendbird-seoul|Sendbird (Seoul)|https://status-seoul.sendbird.com||status-seoul.sendbird.com
sendbird-singapore|Sendbird (Singapore)|https://status-singapore.sendbird.com||status-singapore.sendbird.com
sendbird-singapore-2|Sendbird (Singapore 2)|https://status-singapore2.sendbird.com||status-singapore2.sendbird.com
sendbird-sydney|Sendbird (Sydney)|https://status-sydney.sendbird.com||status-sydney.sendbird.com
sendbird-tokyo|Sendbird (Tokyo)|https://status-tokyo.sendbird.com||status-tokyo.sendbird.com
sendgrid|SendGrid|https://status.sendgrid.com|statuspage|sendgrid.com
sendwithus|Sendwithus|https://status.sendwithus.com|statuspage|sendwithus.com
senso|Senso|http://status.senso.cloud||senso.cloud
sentry|Sentry|https://status.sentry.io|statuspage|sentry.io
seomonitor|SEOmonitor|https://status.seomonitor.com||seomonitor.com
seon|SEON|https://status.seon.io||seon.io
seravo|Seravo|https://status.seravo.com||seravo.com
sertifi|Sertifi|https://sertifi.statuspage.io|statuspage|sertifi.statuspage.io
servebolt|Servebolt|https://serveboltstatus.com||serveboltstatus.com
serverdensity|Serverdensity|https://status.density.io|statuspage|density.io
servers-australia|Servers Australia|https://status.mysau.com.au||mysau.com.au
servicemax|ServiceMax|https://servicemax.statuspage.io|statuspage|servicemax.statuspage.io
servicenow|ServiceNow|https://docs.servicenow.com/bundle/washingtondc-platform-user-interface/page/build/service-portal/concept/service-status-widget.html
servicerocket|Servicerocket|https://status.servicerocket.com||servicerocket.com
servicetitan|ServiceTitan|https://status.servicetitan.com||servicetitan.com
servint|Servint|https://servint.statuspage.io|statuspage|servint.statuspage.io
sg-test|SG Test|https://sgtest1.statuspage.io|statuspage|sgtest1.statuspage.io sgtest1
shakebugs|ShakeBugs|https://status.shakebugs.com||shakebugs.com
shakepay|Shakepay|https://status.shakepay.com||shakepay.com
sharefile|Sharefile|http://status.sharefile.com|statuspage|sharefile.com
sharegate|Sharegate|https://app-status.sharegate.com||app-status.sharegate.com
shelf-io|Shelf.io|https://status.shelf.io
sherweb|Sherweb|https://status.sherweb.com||sherweb.com
shippo|Shippo|https://status.goshippo.com||goshippo.com
shock-hosting|Shock Hosting|https://status.shockhosting.net||shockhosting.net
shockbyte|Shockbyte|https://status.shockbyte.com||shockbyte.com
shopify|Shopify|https://www.shopifystatus.com|statuspage|shopifystatus.com shopify.com
shopkeep|Shopkeep|http://status.shopkeep.com|statuspage|shopkeep.com
shortcut|Shortcut|https://status.shortcut.com||shortcut.com
sift|Sift|https://status.sift.com||sift.com
signalfx-eu0|SignalFx EU0|https://status.eu0.signalfx.com||eu0.signalfx.com
signalfx-us0|SignalFx US0|https://status.us0.signalfx.com||us0.signalfx.com
signalfx-us1|SignalFx US1|https://status.us1.signalfx.com||us1.signalfx.com
signalwire|SignalWire|https://status.signalwire.com||signalwire.com
simply-hosting-and-servers|Simply Hosting & Servers|https://status.simplyhosting.com||simplyhosting.com
simplyq|Simplyq|https://simplyq.statuspage.io|statuspage|simplyq.statuspage.io
sinch|Sinch|https://status.sinch.com||sinch.com
site24x7|Site24x7|https://status.site24x7.com||site24x7.com
sitespect|SiteSpect|https://status.sitespect.com|statuspage|sitespect.com
skedulo|Skedulo|https://status.skedulo.com||skedulo.com
sketch|Sketch|https://status.sketch.com|instatus|sketch.com
skyhigh-security|Skyhigh Security|https://status.skyhighsecurity.com||skyhighsecurity.com
skykick|SkyKick|https://status.skykick.com||skykick.com
skylight|Skylight|http://status.skylight.io|statuspage|skylight.io
skype|Skype|https://support.skype.com/en/status
skysilk|SkySilk|https://status.skysilk.com||skysilk.com
slab|Slab|https://slabstatus.com||slabstatus.com
slack|Slack|https://slack-status.com|slack|slack-status.com slack.com|https://slack-status.com/api/v2.0.0/history https://slack-status.com/feed/atom
sleuth|Sleuth|https://status.sleuth.io||sleuth.io
slido|Slido|https://status.slido.com||slido.com
smartpass|SmartPass|https://smartpass.instatus.com|instatus|smartpass.instatus.com
smartsheet|Smartsheet|https://status.smartsheet.com|statuspage|smartsheet.com
smarty|Smarty|https://status.smarty.com|statuspage|smarty.com
smoothwall|Smoothwall|https://status.smoothwall.com||smoothwall.com
smugmug|SmugMug|https://status.smugmug.com||smugmug.com
smx-cybersecure-email|SMX Cybersecure Email|https://status.smxemail.com||smxemail.com
snaplogic|SnapLogic|https://trust.snaplogic.com||trust.snaplogic.com
snapsheet|Snapsheet|https://status.snapsheetclaims.com||snapsheetclaims.com
snowflake|Snowflake|https://status.snowflake.com|statuspage|snowflake.com
snyk|Snyk|https://status.snyk.io|statuspage|snyk.io snyk.statuspage.io
solana|Solana|https://status.solana.com||solana.com
sonarcloud|SonarCloud|https://sonarcloud.statuspage.io|statuspage|sonarcloud.statuspage.io
sonassi|Sonassi|https://status.sonassi.com|cachet|sonassi.com
sonicwall|SonicWall|https://status.sonicwall.com||sonicwall.com
sophos|Sophos|https://centralstatus.sophos.com||centralstatus.sophos.com
soracom|Soracom|https://status.soracom.com||soracom.com
spacelift|Spacelift|https://spacelift.statuspage.io|statuspage|spacelift.statuspage.io
sparkpost|Sparkpost|https://status.sparkpost.com|statuspage|sparkpost.com
speakap|Speakap|https://speakap.statuspage.io|statuspage|speakap.statuspage.io
specops|SpecOPs|https://status.specopssoft.com||specopssoft.com
spiceworks|Spiceworks|https://status.spiceworks.com||spiceworks.com
splashtop|Splashtop|http://status.splashtop.com|statuspage|splashtop.com
split|Split|https://status.split.io|statuspage|split.io
splunk|Splunk|https://status.splunkcloud.com|statuspage|splunkcloud.com
sprout-social|Sprout Social|https://status.sproutsocial.com|statuspage|sproutsocial.com
sps-commerce|SPS Commerce|https://status.spscommerce.com||spscommerce.com
square|Square|https://www.issquareup.com||issquareup.com
squarespace|Squarespace|https://status.squarespace.com|statuspage|squarespace.com
squdcast|Squdcast|https://status.squadcast.com||squadcast.com
squiz|Squiz|https://status.squiz.cloud||squiz.cloud
stack-exchange|Stack Exchange|https://www.stackstatus.net||stackstatus.net
stacker|Stacker|https://status.stacker.app||stacker.app
stackit|STACKIT|https://status.stackit.cloud|statuspage|stackit.cloud
stackpath|StackPath|https://status.stackpath.com||stackpath.com
starhub|StarHub|https://status.enterprisemessaging-starhub.com||enterprisemessaging-starhub.com
state-of-minnesota|State of Minnesota|https://status.minnstate.edu||minnstate.edu
status-io|status.io|https://status.status.io|status.io||51f6f2088643809b7200000d
statuscast|StatusCast|https://status.statuscast.com||statuscast.com|https://status.statuscast.com/rss
stealth|Stealth|http://status.stealth.net.au||stealth.net.au
steam-status-unofficial|Steam Status (Unofficial)|https://steamstat.us||steamstat.us
stitch-data|Stitch Data|https://status.stitchdata.com||stitchdata.com
stoplight|StopLight|http://status.stoplight.io|statuspage|stoplight.io
storj|Storj|https://status.storj.io||storj.io
strategic-roadmaps|Strategic Roadmaps|https://status.roadmunk.com|incident.io|roadmunk.com
stream|Stream|https://status.getstream.io|statuspage|getstream.io
stripe|Stripe|https://status.stripe.com|stripe|stripe.com|https://status.stripe.com/current/full
stripe-statuspage|Stripe (stripestatus.com)|https://www.stripestatus.com|statuspage|stripestatus.com
subsplash|Subsplash|https://status.subsplash.com||subsplash.com
sucuri|Sucuri|https://status.sucuri.net||sucuri.net
sugarsync|SugarSync|https://status.sugarsync.com||sugarsync.com
summit|Summit|https://status.usesummit.com||usesummit.com
summit-hosting|Summit Hosting|https://summithosting.statuskeeper.io||summithosting.statuskeeper.io
sumo-logic-us1|Sumo Logic US1|http://status.us1.sumologic.com||us1.sumologic.com
sumo-logic-us2|Sumo Logic US2|http://status.us2.sumologic.com||us2.sumologic.com
sumologic|SumoLogic|https://status.sumologic.com|status.io|sumologic.com|5ea1c7ba3f2f1604b93ca38e
sumsub|Sumsub|https://status.sumsub.com||sumsub.com
supabase|Supabase|https://status.supabase.com|statuspage|supabase.com
surveymonkey|SurveyMonkey|https://surveymonkey.statuspage.io|statuspage|surveymonkey.statuspage.io
swagger|Swagger|https://status.swaggerhub.com||swaggerhub.com
swiftype|Swiftype|http://status.swiftype.com||swiftype.com
syncano|Syncano|http://syncano.statuspage.io|statuspage|syncano.statuspage.io
sysaid|SysAid|https://status.sysaid.com||sysaid.com
sysdig-eu|SysDig EU|https://status-eu1.sysdig.com|statuspage|status-eu1.sysdig.com
tailscale|Tailscale|https://status.tailscale.com||tailscale.com
talend|Talend|https://trust.talend.com||trust.talend.com
talkdesk|Talkdesk|http://status.talkdesk.com|statuspage|talkdesk.com
taloflow|Taloflow|https://status.taloflow.ai||taloflow.ai
taskade|Taskade|https://status.taskade.com||taskade.com
tcp-timeclock-plus|TCP (TimeClock Plus)|https://tcpsoftware.com/status
teamretro|TeamRetro|https://teamretro.betteruptime.com|better-stack|teamretro.betteruptime.com
teamsupport|TeamSupport|http://status.teamsupport.com||teamsupport.com
teamviewer|TeamViewer|https://status.teamviewer.com||teamviewer.com
teamwork|Teamwork|https://status.teamwork.com||teamwork.com
teleport-cloud|Teleport Cloud|https://status.teleport.sh|statuspage|teleport.sh
tempo|Tempo|https://status.tempo.io|incident.io|tempo.io
temporal|Temporal|https://status.temporal.io|statuspage|temporal.io
tenable|Tenable|https://uptime.tenable.com||uptime.tenable.com
teradici|Teradici|https://status.teradici.com||teradici.com
teraswitch|TeraSwitch|https://www.teraswitchstatus.com||teraswitchstatus.com
testmo|Testmo|https://status.testmo.com||testmo.com
testrail|TestRail|https://testrail.statuspage.io|statuspage|testrail.statuspage.io
tettra|Tettra|https://tettra.statuspage.io|statuspage|tettra.statuspage.io
textexpander|TextExpander|http://status.textexpander.com||textexpander.com
the-graph|The Graph|https://status.thegraph.com||thegraph.com
the-linux-foundation|The Linux Foundation|https://status.linuxfoundation.org||linuxfoundation.org
thg|THG|https://thg.statuspal.io|statuspal|thg.statuspal.io
thousandeyes|ThousandEyes|https://status.thousandeyes.com||thousandeyes.com
threader|Threader|https://threader.instatus.com|instatus|threader.instatus.com
threat-stack|threat stack|https://status.threatstack.com||threatstack.com
threatx|ThreatX|https://status.threatx.com||threatx.com
threema|Threema|https://status.threema.ch||threema.ch
thru|Thru|https://status.thruinc.com||thruinc.com
tibco|TIBCO|https://status.cloud.tibco.com||cloud.tibco.com
ticketinghub|TicketingHub|http://status.ticketinghub.com||ticketinghub.com
tide|Tide|https://status.tide.co||tide.co
tidio|Tidio|https://status.tidio.com||tidio.com
timeclock-plus|TimeClock Plus|https://status.tcpsoftware.com||tcpsoftware.com
timescale|Timescale|https://status.timescale.com||timescale.com
timezonedb|TimezoneDB|https://timezonedb.com/status
toast|Toast|https://status.toasttab.com||toasttab.com
todoist|Todoist|https://status.todoist.net|instatus|todoist.net
todyl|Todyl|http://status.todyl.com||todyl.com
together|Together AI|https://status.together.ai|better-stack|togethercomputer
tokenex|TokenEx|https://status.tokenex.com||tokenex.com
tokopedia|Tokopedia|https://status.tokopedia.com||tokopedia.com
totango|Totango|https://status.totango.com||totango.com
tpx-communications|TPx Communications|https://tpxcommunications.statuspage.io|statuspage|tpxcommunications.statuspage.io
trading-technologies|Trading Technologies|https://status.trade.tt||trade.tt
trakt|Trakt|https://status.trakt.tv||trakt.tv
transbank|Transbank|https://status.transbankdevelopers.cl||transbankdevelopers.cl
transcend|Transcend|https://status.transcend.io||transcend.io
travisci|TravisCI|https://www.traviscistatus.com|statuspage|traviscistatus.com
tray-io|Tray.io|https://status.tray.io
trellix|Trellix|https://status.trellix.com||trellix.com
trello|Trello|https://trello.status.atlassian.com|statuspage|trello.status.atlassian.com
trend-micro|Trend Micro|https://status.trendmicro.com/s/en-US
trengo|Trengo|https://status.trengo.com||trengo.com
tresorit|Tresorit|https://status.tresorit.com|statuspage|tresorit.com
tricentis-flood|Tricentis Flood|https://status.flood.io||flood.io
trifacta|Trifacta|https://status.trifacta.com||trifacta.com
trinet|TriNet|https://status.trinetcloud.com||trinetcloud.com
trugrid|TruGrid|https://www.trugrid.com/status
trusted-health|Trusted Health|https://status.trustedhealth.com||trustedhealth.com
tugboat-logic|Tugboat Logic|https://status.tugboatlogic.com||tugboatlogic.com
tuple|Tuple|https://status.tuple.app||tuple.app
twilio|Twilio|https://status.twilio.com|statuspage|twilio.com twilio.statuspage.io
twingate|Twingate|https://status.twingate.com||twingate.com
twitch|Twitch|https://status.twitch.tv|statuspage|twitch.tv
twitch-com|Twitch (twitch.com)|https://status.twitch.com
twitter-api|Twitter API|https://api.twitterstat.us|statuspage|api.twitterstat.us
tyk|Tyk|https://status.tyk.io|statuspage|tyk.io
typeform|Typeform|https://status.typeform.com|statuspage|typeform.com
ubidots|Ubidots|https://status.ubidots.com||ubidots.com
ubiquiti|Ubiquiti|https://status.ui.com|statuspage|ui.com
uc-santa-barbara|UC Santa Barbara|https://status.ucsb.edu||ucsb.edu
udemy|Udemy|https://status.udemy.com||udemy.com
ujet|UJET|http://status.ujet.co||ujet.co
uk2|UK2|https://status.uk2.net||uk2.net
ultradns|UltraDNS|https://status.ultradns.com||ultradns.com
umbraco-cloud|Umbraco Cloud|https://status.umbraco.io||umbraco.io
umbrellar|Umbrellar|https://status.umbrellar.com||umbrellar.com
uniflow-online|uniFLOW Online|https://status.uniflowonline.com||uniflowonline.com
united-hoster-gmbh|United Hoster GmbH|https://status.united-hoster.de||united-hoster.de
unity|Unity|https://status.unity.com|statuspal|unity.com
unity-cloud-unity3d-com|Unity (cloud.unity3d.com)|https://status.cloud.unity3d.com||cloud.unity3d.com
unosial|Unosial|https://status.unosial.com||unosial.com
unraid|Unraid|https://status.unraid.net|better-stack|unraid.net
unsplash|Unsplash|https://status.unsplash.com|statuspage|unsplash.com
upcloud|UpCloud|https://status.upcloud.com|statuspage|upcloud.com
uphold|Uphold|https://status.uphold.com||uphold.com
uploadcare|Uploadcare|https://status.uploadcare.com||uploadcare.com
upstash|Upstash|https://status.upstash.com||upstash.com
upwork|Upwork|https://status.upwork.com||upwork.com
urllo|Urllo|https://urllo.statuspage.io|statuspage|urllo.statuspage.io
urlscan|Urlscan|https://status.urlscan.io||urlscan.io
usaepay|USAEpay|https://status.usaepay.com||usaepay.com
vanta|Vanta|https://status.vanta.co||vanta.co
vanta-com|Vanta (vanta.com)|https://status.vanta.com
velocity-host|Velocity Host|https://status.velocityhost.com.au||velocityhost.com.au
veracode|Veracode|https://status.veracode.com||veracode.com
vercel|Vercel|https://www.vercel-status.com|statuspage|zeit vercel-status.com
verisk|Verisk|https://status.verisk.com||verisk.com
verizon-digital-media|Verizon Digital Media|https://status.verizondigitalmedia.com||verizondigitalmedia.com
verkada|Verkada|https://status.verkada.com||verkada.com
very-good-security|Very Good Security|https://status.verygoodsecurity.com||verygoodsecurity.com
vetspire|Vetspire|https://status.vetspire.com||vetspire.com
vgrid-cloud-services|vGRID Cloud Services|https://status.vgrid.nz||vgrid.nz
viapeople|viaPeople|https://status.viapeople.net||viapeople.net
victorops|VictorOps|https://status.victorops.com|statuspage|victorops.com
vimeo|Vimeo|https://www.vimeostatus.com|statuspage|vimeostatus.com
vipre|VIPRE|https://status.vipre.com||vipre.com
visma|Visma|https://status.visma.com||visma.com
vistage-worldwide-inc|Vistage Worldwide, Inc.|https://status.vistage.com||vistage.com
visual-studio-app-center|Visual Studio App Center|https://status.appcenter.ms|statuspage|appcenter.ms
vkontakte-platform|Vkontakte platform|https://vk.com/dev.php
vmware-cloud-services|VMWare Cloud Services|https://status.vmware-services.io||vmware-services.io
vmware-workspace-one|VMware Workspace ONE|https://status.workspaceone.com|statuspage|workspaceone.com
voltage|Voltage|https://status.voltage.cloud||voltage.cloud
vonage|Vonage|https://vcc.statuspage.io|statuspage|vcc.statuspage.io vcc
vonage-api|Vonage API|https://vonageapi.statuspage.io|statuspage|vonageapi.statuspage.io
vonage-business|Vonage Business|https://businesssupport.vonage.com/trust
voxeet|Voxeet|https://status.voxeet.com||voxeet.com
voximplant|Voximplant|https://status.voximplant.com||voximplant.com
voyado|Voyado|https://status.voyado.com||voyado.com
vpsserver|VPSServer|https://status.vpsserver.com||vpsserver.com
vtex|VTEX|https://status.vtex.com|statuspage|vtex.com
vultr|Vultr|https://status.vultr.com||vultr.com
walkme|Walkme|https://status.walkme.com||walkme.com
wallarm|Wallarm|https://status.wallarm.com||wallarm.com
wasabi|Wasabi|https://status.wasabi.com|statuspage|wasabi.com
watchguard|WatchGuard|https://status.watchguard.com||watchguard.com
waydev|WayDev|http://status.waydev.co||waydev.co
wealthsimple|Wealthsimple|https://status.wealthsimple.com||wealthsimple.com
webappio|Webappio|https://rootly.com/teams/layerci/status-pages/webapp-io-status-page/public
webcentral|Webcentral|https://status.webcentral.au||webcentral.au
webdam|Webdam|https://webdam-status.bynder.com||webdam-status.bynder.com
webex|Webex|https://status.webex.com|statuspage
webex-com|Webex (webex.com)|https://status.webex.com/service/status
webgazer-service|WebGazer service|https://status.webgazer.io||webgazer.io
webroot|Webroot|https://status.webroot.com||webroot.com
webscrapingapi|WebScrapingAPI|https://status.webscrapingapi.com||webscrapingapi.com
webshare|Webshare|https://status.webshare.io||webshare.io
webshrinker|Webshrinker|https://status.webshrinker.com||webshrinker.com
websolr|Websolr|http://status.websolr.com|statuspage|websolr.com
weebly|Weebly|https://weebly.statuspage.io|statuspage|weebly.statuspage.io
wetransfer|WeTransfer|https://wetransfer.statuspage.io|statuspage|wetransfer.statuspage.io
whatnot|Whatnot|https://status.whatnot.com||whatnot.com
whereby|Whereby|https://wherebystatus.com|instatus|wherebystatus.com
whimsical|Whimsical|https://status.whimsical.com||whimsical.com
whoisxml-api|WhoisXML API|https://main.whoisxmlapi.com/api-status
wickr|Wickr|https://status.wickr.com||wickr.com
wikimedia|Wikimedia|https://www.wikimediastatus.net||wikimediastatus.net
wikipedia-frontend-monitoring|Wikipedia Frontend Monitoring|https://grafana.wikimedia.org/d/000000479/frontend-traffic
wix|Wix|https://status.wix.com||wix.com
wiz|Wiz|https://status.wiz.io|statuspage|wiz.io
wodby|Wodby|https://status.wodby.com|statuspage|wodby.com
wordnik|Wordnik|https://status.wordnik.com||wordnik.com
wordpress-vip|WordPress VIP|https://wpvipstatus.com||wpvipstatus.com
wordtune|Wordtune|https://status.wordtune.com||wordtune.com
workato|Workato|https://status.workato.com||workato.com
workflowy|Workflowy|https://status.workflowy.com|statuspage|workflowy.com
workiva|Workiva|https://status.workiva.com||workiva.com
workspot|Workspot|https://status.workspot.com||workspot.com
wp-engine|WP Engine|https://wpenginestatus.com||wpenginestatus.com
wpmu-dev|WPMU DEV|https://status.wpmudev.com||wpmudev.com
xactus|Xactus|https://creditplus.com/system-status
xandr|Xandr|https://status.xandr.com|statuspage|xandr.com
xbox-live|Xbox Live|https://support.xbox.com/en-US/xbox-live-status
xero|Xero|https://status.xero.com||xero.com
xero-developer|Xero Developer|https://status.developer.xero.com|statuspage|developer.xero.com
xmatters|xMatters|https://status.xmatters.com||xmatters.com
xplor|Xplor|https://status.spotpos.com||spotpos.com
xporter|Xporter|https://xporter.statuspage.io|statuspage|xporter.statuspage.io
yandex|Yandex|https://status.cloud.yandex.com||cloud.yandex.com
yandex-cloud|Yandex Cloud|https://status.cloud.yandex.com/dashboard
yandex-cloud-ru|Yandex Cloud (Russia)|https://status.cloud.yandex.ru||cloud.yandex.ru
yasoon|Yasoon|https://status.yasoon.com||yasoon.com
zapier|Zapier|https://status.zapier.com|incident.io|zapier.com
zendesk|Zendesk|https://status.zendesk.com|zendesk|zendesk.com
zenduty|Zenduty|http://status.zenduty.com||zenduty.com
zenoti|Zenoti|https://status.zenoti.com||zenoti.com
zenqms|ZenQMS|https://status.zenqms.com||zenqms.com
zenscrape|Zenscrape|https://zenscrape.freshstatus.io||zenscrape.freshstatus.io
zenvia|Zenvia|https://status.zenvia.com||zenvia.com
zeplin|Zeplin|https://status.zeplin.io||zeplin.io
zero-hash|Zero Hash|https://status.zerohash.com||zerohash.com
zerossl|ZeroSSL|https://status.zerossl.com||zerossl.com
zingle|Zingle|https://status.zingle.me||zingle.me
zoho|Zoho|https://status.zoho.com||zoho.com|https://status.zoho.com/rss
zoom|Zoom|https://status.zoom.us|statuspage|zoom.us
zoominfo|ZoomInfo|https://status.zoominfo.com||zoominfo.com
zscaler-cloud|Zscaler Cloud|https://trust.zscaler.com/cloud-status
zwift|Zwift|https://status.zwift.com|statuspage|zwift.com
zyte|Zyte|https://status.zyte.com||zyte.com
"""#
}
