/** Words about health, disability and pregnancy. See `dictionary.ts` for the notation. */
export const health = {
  codes: `wchr wchs wchc wchp wcbd wcbw wcmp wclb wcob blnd dpna depa depu meda medif stcr oxyg maas svan esan`,
  en: `wheelch* wheel_chair* wheelchr whlch* wchair whchr wheelchair* <not>_walk <not>_climb <not>_stand difficult*_walk*
    walk*_difficult* walking_frame walking_stick walking_aid rollator* aisle_chair crutch crutches bedridden stretcher*
    ambulanc* ambulift diabet* diabt* diabit* dibet* insulin* preg pregn pregnan* pregnt prgnt miscarr* ivf vitro blind? guide_dog* seeing_eye
    service_dog* service_anim* assistance_dog* support_dog support_anim* emotional_support impaired impairm* deaf?
    deafmut* hearing_aid* sign_lang* hard_hearing epilep* seizure* oxygen? oxy_concentr* portable_oxy* cpap nebuli*
    ventilator* pacemaker* pace_maker dialys* dialis* autism* autistic* asperger* adhd syndrome* allergy allergi* allergen*
    epipen* epi_pen* anaphyl* nut_free peanut_free coeliac* celiac* gluten* lactose_int* intoleran* cancer? cancerou*
    tumor* tumour* chemo* chimio* quimio* leukemi* leukaem* leucemi* oncolog*_patient* oncolog*_treat* radiother*
    transplant* trasplant* trapiant* surgery? surgeries surgical post_op heart_surg* heart_att* heart_cond* heart_dis*
    heart_prob* heart_pat* heart_fail* cardiac* cardiopat* infarct* infarto* <had>_stroke from_stroke stroke_pat*
    broken_<limb> fractur* <limb>_cast plaster_cast sprain* amput* prosthe* prothes* protesis paralys* paralyz* paralis*
    paraliz* paralit* paraple* tetraple* quadriple* hemiple* disabled? disabil* disabld handicap* dement* demenz* demenc*
    alzheim* alzeim* altzheim* parkinsons parkinson_dis* <had>_parkinson morbus_parkinson mal_parkinson scleros* esclero*
    arthrit* artrit* rheumat* reumat* asthm* asma asmat* copd pneumon* tubercul* tb_contact tb_pat* tb_positive hiv vih
    aids sida hepatit* covid* fever_cough <had>_fever due_fever high_fever infected infecti* contagi* measles chickenpox
    varicel* malaria dengue ebola depressed depressi* depresi* anxiety panic_att* panic_dis* ptsd schiz* esquizo*
    psychiat* psiquiat* psichiat* psychos* psychot* psycholog* psicolog* bipolar suicid* suizid* mental_health mental_ill*
    mental_cond* mental_dis* mentally addict* alcoholic* alcoholis* alkoholi* alcooli* rehab* detox* obese obesity obeso
    obesa <person>_ill <is>_ill fell_ill seriously_ill terminal*_ill ill_health illness* <person>_sick <is>_sick sickness
    sick_<person> sick_note disease* <health>_patient patient_transf* patient_escort* patient_stretch* medication* medicam*
    medikam* on_meds meds syringe* prescri*_drug* hospitali* in_hospital medical_treat* medical_case medical_cert*
    med_cert* medcert* med_case medical_clear* medical_escort* medical_assist* medical_cond* medical_reas* medical_equip*
    medical_emerg* medical_oxy* doctors_cert* doctors_letter doctors_note dr_cert* dr_letter nurse_escort* with_nurse
    with_carer with_caregiver chronic chronically chroniq* chronisch* back_pain chest_pain migrain* incontinen* colostom*
    stoma catheter* thrombos* trombos* hernia* kidney* renal liver_dis* liver_trans* lung_dis* lung_cond* fit_fly
    unfit_fly reduced_mob* limited_mob* pmr prm special_needs blood_press* hypertens* hipertens* anaemi* anemic*
    hemophil* haemophil* sickle_cell fibros* learning_diff* tourette* mask_exempt* sedated bandaged injur* concuss*`,
  fr: `fauteuil_roul* chaise_roul* enceinte* grossess* aveugle? aveugles malvoyan* non_voyan* sourd? sourde* sourds
    malentend* malade? malades maladie? maladies civiere* brancard* oxygene* platre platree jambe_cass* bras_casse
    cheville_cass* pied_casse bequill* mobilite_redu* opere_coeur operation_coeur operee_* souffre souffrant* pas_marcher
    peut_marcher chien_guide chien_assist* certif_medic* certificat_medic* accouch* fausse_couche toxicoman* deficien*
    infirmier* sous_traitement traitement_med* trisomi* hospitalis* cardiaq* diabetiq* cancereu* deambulat*`,
  es: `silla_rued* embaraz* ciego? ciega? ciegos? invident* sordo? sorda? sordos sordomud* discapac* minusval* incapacitad*
    oxigen* <person>_camilla camilla_autoriz* camilla_medic* nino_autista nina_autista hijo_autista hija_autista <person>_autista
    crianca_autista autista_acomp* enferm* pierna_rota brazo_roto tobillo_roto yeso escayol* celiaq* celiac* muletas muleta
    operado_coraz* operada_coraz* recien_operad* operado_hace operada_hace movilidad_redu* subir_escal* perro_guia medicaci*
    tratamiento_med* marcapas* quimioter* sindrome* alergi* asmatic* discap* caminar_<not> no_camina* puede_caminar baston`,
  de: `rollstuhl* rolli schwanger* blinder? blinde? blinden blindenh* sehbehind* fuehrhund* gehoerlos* taub taubstum*
    schwerhoer* gebaerd* behinder* sauerstoff* liegendtr* krankentr* auf_trage trage_angem* transport_trage krank kranke
    kranker kranken? krankes krankheit* erkrank* leidet leiden_an bein_gebr* arm_gebr* gebrochen* gips zoeliak* herzop*
    herzkrank* herzfehl* herzinf* herzschr* herzpat* schlaganf* treppen_steig* keine_treppen attest aerztl_attest kruecke*
    querschnitt* pflegerin? pfleger? pflegebed* pflegefall zuckerkr* fehlgeb* beatmung* krebspat* krebskr* krebsbeh*
    krebsther* hat_krebs an_krebs geistig_beh* gehhilf* epilept* medizinisch* asthmat* krankenschw*`,
  pt: `cadeira_rod* cadeirant* gravida gravidas gravidez gestante* cego? cega? cegos? surdo? surda? surdos surdez oxigeni*
    doente* doenca* em_maca pacient* perna_quebr* braco_quebr* gesso cao_guia remedio*`,
  it: `sedia_rotel* sedia_ruote carrozzin* incinta gravidanz* cieco? cieca? ciechi vedent* cane_guida sordomut* disabil*
    ossigen* barella barellat* malato malata malati malate malatti* gamba_rotta gamba_rott* braccio_rotto ingessat*
    celiach* stampell* autistic* epilett* infermier* ricoverat* cardiopatic* tumore allergic*`,
  other: `mutaharrik sukkari invalid_grup* invalid_gr invalidn* beremen* slepoy slepoi slepay* slepye slepym povodyr* glukhoy
    glukhon* gluhon* autizm* onkobol* bolen boleyet bolnoy bolnoi bolnay* bolezn* astma astmat* kostyl* nosilk* kislorod*
    perelom* tekerlek* hamile* engelli* hastasi hastalik* hastalig* kanser* oksijen* sedye* alerji* sagir felcli ameliyat*
    rolstoel* zwanger* slechtz* slechth* doof dove_<person> geleideh* suikerz* gehandic* ziek zieke ziekte* ziekenv* krukken
    gebroken zuurstof* kanker* hartpat* hartop* wozek_inw* wozk* inwalid* ciazy ciaza ciezarn* niewid* gluch* cukrzyc*
    niepeln* chory chora chorob* chorego nowotw* nosze tlen padaczk* uczulen* zlaman* lunyi lun_yi yunfu tangniao* mangren
    canji`,
}
/** Pieces of compound words in German and Dutch. */
export const healthCompounds = 'allergi behindert behinderung krankheit demenz schwanger'
export const healthPieces = `متحرك حامل مريض سكري انسولين إنسولين أعمى اعمى كفيف معاق إعاقة اعاقة سرطان حساسية اكسجين أكسجين نقالة
  轮椅 輪椅 孕妇 孕婦 怀孕 懷孕 盲人 失明 聋 聾 糖尿病 残疾 殘疾 残障 癌 过敏 氧气 担架 病人 患者 患有 疾病 心脏病 癫痫 自闭症 抑郁 骨折 手术
  拐杖 传染`
