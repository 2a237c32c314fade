/** Words about religion and belief. See `dictionary.ts` for the notation. */
export const religion = {
  en: `muslim* moslem* muslm mouslim* islam islamic* islami islamist* islamism* mosque mosques halal helal koran quran torah
    talmud kosher* koshr jew jews jewish jewess judaism judai* hindu* buddhis* budhis* sikh sikhs sikhism
    jain_famil* jain_meal* jain_food jain_<person> jain_monk* jain_diet catholic* protestant* evangelical* evangelist
    evangelists orthodox methodist* baptist? baptists baptised baptized baptism* mormon mormons lds lds_church jehov* jehow* geova* iegov* adventist*
    pentecostal* presbyterian* lutheran* anglican* quaker* amish mennonit* scientolog* salvation_army atheis* agnostic*
    zoroastrian* bahai shia shiite* sunni sufi alevi* druze coptic copt copts maronite* hasidic* hassidi* chassid* haredi*
    sabbath* shabbat* shabbos shabat* schabbat* sabbat ramadan* ramazan? hajj hadj* hajji hajjis hadji umrah umra omra
    pilgrim* qibla prayer* praying prays worship* niqab* hijab* burka* burqa* headscar* head_scar* turban* kirpan*
    yarmulke* kippa kippah imam? imams? rabbi? rabbis rabbin* priest? priests? nun? nuns monk? monks? pastor? pastors
    bishop? bishops? archbishop* deacon? deacons? abbot? abbess* friar? friars? vicar? clergy* chaplain* missionar*
    seminarian* seminarist* parish? parishion* dioces* church? <faith>_mission <faith>_minister synagog* gurdwara* puja
    pooja mitzvah* first_communion religi* faith_based faith_group devout fasting christian_youth christian_<group>
    christian_mission* christian_church christian_convert* practising_christian practicing_christian born_christian
    <is>_christian converted_islam convert_to converted_to no_pork bible_group bible_school bible_class`,
  fr: `musulman* juif juifs juive* hindou* bouddhi* catholi* protestan* pelerin? pelerins pelerinag* pretre? pretres
    religieu* carmelit* benedictin* franciscain* jesuit* bonne_soeur* soeurs_couvent couvent moine? moines? moniale*
    porte_voile voile_islam* voile_integral casher cachere cachers aumoni* paroiss? paroisse? paroissi* eveque? eveques
    temple_protest* priere prieres mosquee*  sans_porc pas_porc pratiquant* jeune_ramadan careme catechis* eglise?
    islamiq* de_confession confession_<faith> confession_juive`,
  es: `sacerdot* monja? monjas monje? monjes? fraile? frailes obispo? obispos? parroqui* peregrin* velo_islam* ateo atea
    ateos ateis* ayuno ayuna ayunando judio* judia* judaic* budist* catolic* evangelic* misioner* iglesia? mezquita*
    sinagoga* religios* musulman* islamic* cofradi* cristian*_<group> sin_cerdo`,
  de: `muslimin* muslima* <is>_jude juden juedin juedisch* koscher* katholi* evangelisch* priester* nonne? nonnen moench?
    moenche moenchs* pfarrer? pfarrei* kirchengem* kirchengrupp* kirchench* pilger* wallfahr* kopftuch* hinduist*
    bistum* dioezes* schweinefleisch gebet gebets* konfirmand* glaeubig* ordensschwest* ordensfrau* soutane islamisch*
    moschee* synagoge* <is>_christ fastet fastend* kirche?`,
  pt: `muculman* judeu judeus freira? freiras padre_catolic* padres_catolic* padre_igreja romaria* romeiro* igreja?
    usa_veu missionari* missionario* candomble umband* catequ* mesquita* peregrina* crente_evang*`,
  it: `ebreo ebrei ebrea ebree ebraic* cattolic* suora? suore frate? frati prete? preti pellegrinag* pellegrini?
    pellegrino? buddist* parrocch* vescovo? vescovi? geova digiuno moschee moschea francescan* chiesa? clarisse monaca
    monache monaco_buddist* sacerdoti`,
  other: `hujjaj mutamir* khalyal* halyal* xalyal* palomni* pravoslav* svyashch* svyasch* sviashch* svjas* koshern*
    iude* evrey evreysk* evrei khidzhab* hidzhab* katolik* katoli* monakh* monah* monashk* mechet* namaz* musulm*
    veruyush* tserkov* cerkov* khadzh* khadzhi* musluman* hac_kafil* hac_yolcu* haci_grub* umre* yahudi* koser cami_gorev*
    cemevi* hristiyan* oruc* basortu* ibadet* moslim* joods* joden koosjer* pelgrim* dominee* hervormd* gereformeerd*
    hoofddoek* geloof* gelovig* kerkgroep* kerkelijk* bedevaart* islamiet* hindoe* boeddhis* christelijk* pielgrzym*
    ksiadz ksieza ksiedz* zakonn* zyd zydow* koszern* muzulman* katolic* parafi* prawoslawn* biskup* modlitw* buddyst*
    qingzhen qing_zhen musilin fojiao jidujiao tianzhujiao yisilan`,
}
export const religionPieces = `مسلم حلال حجاج معتمر مسيحي يهود شيعي صلاة مسجد كنيسة قبطي رمضان صائم حجاب نقاب
  穆斯林 清真 佛教 朝圣 朝聖 基督教 天主教 伊斯兰 牧师 神父 和尚 尼姑 道教 犹太 教徒 教会 信仰 宗教 礼拜 斋月`
